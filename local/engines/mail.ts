import type { RequestListener, Server } from 'node:http'

/** Started by the first request, since it takes longer to load than all the rest of the deployment. */
const start = async (): Promise<Server> => {
  const { default: library } = await import('aws-ses-v2-local')
  return library.default({ host: '127.0.0.1', port: 0 })
}

export type Mail = {
  readonly listener: RequestListener /** Empties the mailbox that is served at `url`. */
  readonly clear: (url: string) => Promise<void>
}

/** SES on this machine: takes what functions send, and shows it as a mailbox at `/`. Mail lives until the deployment stops. */
export const openMail = (): Mail => {
  let started: Promise<Server> | undefined
  const listener: RequestListener = (message, response) => {
    started ??= start().then((server) => server.unref())
    started.then(
      (server) => server.emit('request', message, response),
      (cause: unknown) => {
        console.error('mail:', cause)
        response.writeHead(500).end()
      },
    )
  }
  return {
    listener,
    clear: async (url) => {
      if (started) await fetch(`${url}/clear-store`, { method: 'POST' })
    },
  }
}
