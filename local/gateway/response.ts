import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import * as z from 'zod'

/** The structured form of a function's answer; whatever has no `statusCode` is itself the body of a 200. */
const Structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
})

const isStructured = (value: unknown): boolean => typeof value === 'object' && value !== null && 'statusCode' in value

type Written = { readonly status: number; readonly headers: OutgoingHttpHeaders; readonly body: Buffer | string }
/** What the API itself answers, in the form that API Gateway gives it. */
export type OwnAnswer = { readonly status: number; readonly message: string; readonly headers?: OutgoingHttpHeaders }

const write = (response: ServerResponse, { status, headers, body }: Written): void => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

export const sendOwn = (response: ServerResponse, { status, message, headers }: OwnAnswer, extra: OutgoingHttpHeaders = {}): void =>
  write(response, { status, headers: { 'content-type': 'application/json', ...extra, ...headers }, body: JSON.stringify({ message }) })

const writeStructured = (response: ServerResponse, answer: z.output<typeof Structured>, extra: OutgoingHttpHeaders): void => {
  const { statusCode, headers = {}, cookies, body = '', isBase64Encoded } = answer
  const out: OutgoingHttpHeaders = { ...extra }
  for (const name in headers) {
    if (name.toLowerCase() !== 'content-length') out[name.toLowerCase()] = String(headers[name])
  }
  out['content-type'] ??= 'text/plain;charset=UTF-8'
  if (cookies) out['set-cookie'] = cookies
  write(response, { status: statusCode, headers: out, body: isBase64Encoded ? Buffer.from(body, 'base64') : body })
}

/** Writes a function's answer as the HTTP API does. One that is malformed becomes a 500, as there. */
export const sendAnswer = (response: ServerResponse, value: unknown, extra: OutgoingHttpHeaders): void => {
  const answer = isStructured(value) ? Structured.safeParse(value) : undefined
  if (answer?.success) writeStructured(response, answer.data, extra)
  else if (answer) sendOwn(response, { status: 500, message: 'Internal Server Error' }, extra)
  else {
    const body = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
    write(response, { status: 200, headers: { 'content-type': 'application/json', ...extra }, body })
  }
}
