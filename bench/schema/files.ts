export async function benchFiles(): Promise<void> {}
