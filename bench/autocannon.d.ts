declare module 'autocannon' {
  interface Options {
    readonly url: string
    readonly connections: number
    /** Seconds. */
    readonly duration: number
    readonly method: 'POST'
    readonly headers: Readonly<Record<string, string>>
    readonly requests: readonly { readonly body: string; readonly setupRequest?: (request: { body?: string }) => { body?: string } }[]
    readonly tlsOptions: { readonly rejectUnauthorized: boolean }
  }
  interface Result {
    readonly requests: { readonly average: number; readonly total: number }
    /** Milliseconds. */
    readonly latency: { readonly average: number; readonly p50: number; readonly p99: number; readonly max: number }
    readonly non2xx: number
    readonly errors: number
  }
  export default function autocannon(options: Options): Promise<Result>
}
