/** Where a deployment stands on this machine: what its templates resolve to. */
export type Place = {
  readonly region: string
  /** Base address of the HTTP API, such as `http://127.0.0.1:8787`. */
  readonly apiUrl: string
  /** Base address of the queue engine; `queueUrl` gives a queue's own. */
  readonly queuesUrl: string
}

export const account = '000000000000'
export const arn = (place: Place, service: string, rest: string): string => `arn:aws:${service}:${place.region}:${account}:${rest}`
export const nameOfArn = (value: string): string => value.split(/[:/]/).at(-1) ?? value
/** Address of a queue of the engine at `queuesUrl`. */
export const queueUrl = (queuesUrl: string, name: string): string => `${queuesUrl}/${account}/${name}`
