import type { Random } from '../firm/random.ts'
import { base64, inGb18030, inIso2022Jp, quotedPrintable, word } from '../mails/encode.ts'
import { file, html, multipart, type Part, text } from '../mails/raw.ts'

/** How a program writes a mail: its subject line and its body. */
export type Written = { readonly subject: string; readonly body: Part }
export type Words = { readonly subject: string; readonly text: string }
type Style = (words: Words, random: Random) => Written

const asHtml = (words: string): string =>
  `<html><body style="font-family:Calibri"><p>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</p></body></html>`

const encoded = (type: string, encoding: string, body: string | Buffer): Part => ({
  headers: { 'Content-Type': type, 'Content-Transfer-Encoding': encoding },
  body,
})

const plain: Style = ({ subject, text: words }) => ({ subject: word(subject), body: text(words) })

const inBoth: Style = ({ subject, text: words }) => ({
  subject: word(subject),
  body: multipart('alternative', text(words), html(asHtml(words))),
})

/** As older programs in mainland China write: bytes of GBK under the name of GB 2312. */
const gb2312: Style = ({ subject, text: words }) => ({
  subject: word(subject, 'gb2312', inGb18030(subject)),
  body: encoded('text/plain; charset=gb2312', 'base64', base64(inGb18030(words))),
})

const gb18030: Style = ({ subject, text: words }) => ({
  subject: word(subject, 'gb18030', inGb18030(subject)),
  body: encoded('text/plain; charset=GB18030', '8bit', inGb18030(words.replaceAll('\n', '\r\n'))),
})

const japanese: Style = ({ subject, text: words }) => ({
  subject: word(subject, 'iso-2022-jp', inIso2022Jp(subject)),
  body: encoded('text/plain; charset=iso-2022-jp', '7bit', inIso2022Jp(words.replaceAll('\n', '\r\n'))),
})

const printable: Style = ({ subject, text: words }) => ({
  subject: word(subject),
  body: encoded('text/plain; charset=utf-8', 'quoted-printable', quotedPrintable(Buffer.from(words))),
})

const onlyHtml: Style = ({ subject, text: words }) => ({ subject: word(subject), body: html(asHtml(words)) })

/** Mixed of related of alternative, with a picture in the text and a file beside it: as a phone sends it. */
const nested: Style = ({ subject, text: words }, random) => {
  const picture = file(
    'image001.png',
    'image/png',
    Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64'),
    {
      'Content-ID': '<image001@letter>',
      'Content-Disposition': 'inline; filename="image001.png"',
    },
  )
  const shown = html(`${asHtml(words)}<img src="cid:image001@letter">`)
  const paper = file(`BL-${random.fill('#######')}.pdf`, 'application/pdf', `%PDF-1.4\n${random.fill('#'.repeat(400))}\n%%EOF`)
  return {
    subject: word(subject),
    body: multipart('mixed', multipart('related', multipart('alternative', text(words), shown), picture), paper),
  }
}

type Styles = readonly [Style, ...Style[]]
const styles: Readonly<Record<'zh-CN' | 'en' | 'both' | 'ja', Styles>> = {
  'zh-CN': [plain, inBoth, gb2312, gb18030, printable, onlyHtml, nested],
  en: [plain, inBoth, printable, onlyHtml, nested],
  both: [plain, inBoth, gb18030, printable, nested],
  ja: [japanese],
}

/** The words of a mail as one of the programs that people use in that language writes them. */
export const written = (words: Words, tongue: keyof typeof styles, random: Random): Written => random.pick(styles[tongue])(words, random)
