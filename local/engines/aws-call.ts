import { Agent, request } from 'node:http'

/** Refused by an engine: `name` is the service's error code, such as `ResourceNotFoundException`. */
export class AwsRefusal extends Error {
  constructor(code: string, message: string) {
    super(message)
    this.name = code
  }
}

/** One operation of a service that speaks the AWS JSON protocol. `target` is the `x-amz-target`, as `AmazonSQS.SendMessage`. */
export type AwsCall = (target: string, body: object, signal?: AbortSignal) => Promise<unknown>

const refusal = (text: string): AwsRefusal => {
  const { __type = 'Unknown', message = text, Message = message } = JSON.parse(text)
  return new AwsRefusal(String(__type).split('#').at(-1) ?? 'Unknown', String(Message))
}

/** Any signature will do for an engine on this machine, so none is computed. */
export const localHeaders = (region: string) => ({
  'x-amz-date': '20260101T000000Z',
  authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/local/aws4_request, SignedHeaders=host, Signature=local`,
})

/** Calls an engine on this machine. */
export const awsCall = (endpoint: string, region: string): AwsCall => {
  const agent = new Agent({ keepAlive: true })
  const headers = { 'content-type': 'application/x-amz-json-1.0', ...localHeaders(region) }
  return (target, body, signal) =>
    new Promise((resolve, reject) => {
      const sent = request(
        endpoint,
        { method: 'POST', agent, headers: { ...headers, 'x-amz-target': target }, ...(signal && { signal }) },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString()
            if (response.statusCode === 200) resolve(text ? JSON.parse(text) : {})
            else reject(refusal(text))
          })
        },
      )
      sent.on('error', reject)
      sent.end(JSON.stringify(body))
    })
}
