import type { Mail } from '../../../../domain/inbound/mail/mail.ts'

type Wanted = {
  readonly headers?: Readonly<Record<string, string>>
  readonly sender?: string
  readonly name?: string
  readonly recipients?: readonly string[]
  readonly subject?: string
  readonly text?: string | undefined
  readonly html?: string
  readonly types?: readonly string[]
}

/** A mail, taken apart, with these things in it. */
export const mailWith = ({
  headers = {},
  sender = 'li.na@shunda.example',
  name = '',
  types = [],
  subject = '',
  ...rest
}: Wanted): Mail => ({
  headers: new Map(Object.entries(headers).map(([key, value]) => [key, [value]])),
  from: { name, address: sender },
  recipients: rest.recipients ?? [],
  subject,
  text: 'text' in rest ? rest.text : 'words',
  html: rest.html,
  parts: types.map((type) => ({ name: undefined, type, contentId: undefined, content: Buffer.from('x') })),
})
