import { AwsRefusal, localHeaders } from './aws-call.ts'

type Parameters = Readonly<Record<string, string | undefined>>
/** One operation of SNS, which speaks the AWS query protocol; nobody here reads what it answers. Rejects with `AwsRefusal`. */
export type SnsCall = (action: string, parameters: Parameters, attributes?: Parameters) => Promise<void>

const given = (parameters: Parameters): [name: string, value: string][] =>
  Object.entries(parameters).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))

/** Maps of attributes are written out as `Attributes.entry.1.key`, `Attributes.entry.1.value` and so on. */
const numbered = (attributes: Parameters): [name: string, value: string][] =>
  given(attributes).flatMap(([name, value], i): [string, string][] => [
    [`Attributes.entry.${i + 1}.key`, name],
    [`Attributes.entry.${i + 1}.value`, value],
  ])

const within = (tag: string, xml: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? xml

/** Calls the SNS of an engine on this machine. */
export const snsCall = (endpoint: string, region: string): SnsCall => {
  const headers = localHeaders(region)
  return async (action, parameters, attributes = {}) => {
    const body = new URLSearchParams([['Action', action], ...given(parameters), ...numbered(attributes)])
    const answer = await fetch(endpoint, { method: 'POST', headers, body })
    const text = await answer.text()
    if (!answer.ok) throw new AwsRefusal(within('Code', text), within('Message', text))
  }
}
