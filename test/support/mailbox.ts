import type { TestDeployment } from './deployment.ts'

export type ReceivedMail = {
  readonly messageId: string
  readonly from: string
  readonly destination: { readonly to: readonly string[] }
  readonly subject: string
  readonly body: { readonly text: string; readonly html: string }
  /** Their content in base64. */
  readonly attachments?: readonly { readonly filename: string; readonly contentType: string; readonly content: string }[]
  readonly headers?: readonly { readonly name: string; readonly value: string }[]
}

/** The mail that has come to an address, the oldest first. */
export const mailTo = async ({ mail }: Pick<TestDeployment, 'mail'>, address: string): Promise<readonly ReceivedMail[]> => {
  const { emails } = (await (await fetch(`${mail}/store`)).json()) as { readonly emails: readonly ReceivedMail[] }
  return emails.filter(({ destination }) => destination.to.includes(address))
}

export const headerOf = (mail: ReceivedMail | undefined, name: string): string | undefined =>
  mail?.headers?.find((header) => header.name === name)?.value
