export type { KubeClient } from './client.ts'
export { ApiError } from './error.ts'
