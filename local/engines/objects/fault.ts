/** A refusal as S3 words it: `code` is what the SDK names the error by. */
export class S3Fault extends Error {
  readonly code: string
  readonly status: number
  constructor(code: string, status: number, message: string) {
    super(message)
    this.code = code
    this.status = status
  }
}

const escapes: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;' }
export const inXml = (text: string): string => text.replace(/[<>&"']/g, (character) => escapes[character] ?? '')

export const faultXml = ({ code, message }: S3Fault): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${inXml(code)}</Code><Message>${inXml(message)}</Message></Error>`

export const denied = (why: string): S3Fault => new S3Fault('AccessDenied', 403, why)
