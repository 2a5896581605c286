/** What somebody wrote now, and below it what was written before; one after the other they are the whole text again. */
export type Parted = { readonly fresh: string; readonly history: string }

const quoteMark = /^\s*[>|]/
const blank = /^\s*$/
/** Above a quotation, by the programs that people write with. Some break it over two lines. */
const attributions = [
  /^\s*On\b.{4,300}\bwrote\s*[:：]\s*$/i,
  /^\s*(?:在|于|於).{4,300}(?:写道|寫道|写到|說|说)\s*[:：]\s*$/,
  /^.{0,120}<[^<>\s]+@[^<>\s]+>.{0,80}(?:写道|寫道|wrote|schrieb|a écrit)\s*[:：]\s*$/i,
  /^\s*(?:Am|Le)\b.{4,300}(?:schrieb.{0,80}|a écrit)\s*[:：]\s*$/i,
  /^\s*\d{4}年\d{1,2}月\d{1,2}日.{0,200}[:：]\s*$/,
]
/** Below which everything is history, marked or not. */
const dividers = [
  /^\s*-{2,}\s*(?:Original Message|Original-Nachricht|Forwarded message|原始邮件|原始郵件|回复的原邮件|转发邮件信息|转发的邮件|元のメッセージ)\s*-{2,}\s*$/i,
  /^\s*(?:Begin forwarded message|开始转发的邮件)\s*[:：]\s*$/i,
]
const outlookFirst = /^\s*\*?(?:From|发件人|寄件者|差出人|Von|De)\s*\*?\s*[:：]\s*\*?\s*\S/i
const outlookNext =
  /^\s*\*?(?:Sent|Date|To|Cc|Subject|发送时间|日期|收件人|抄送|主题|寄件日期|收件者|主旨|送信日時|宛先|件名)\s*\*?\s*[:：]/i

const isAttribution = (line: string, next: string): boolean => attributions.some((form) => form.test(`${line} ${next.trim()}`))

/** A block of headers, as Outlook and its like put above what they answer: three lines of it, so that a sentence is not taken for one. */
const isHeaderBlock = (lines: readonly string[], at: number): boolean =>
  outlookFirst.test(lines[at] ?? '') && [1, 2].every((ahead) => outlookNext.test(lines[at + ahead] ?? ''))

type Read = {
  readonly lines: readonly string[]
  /** Where the last line stands that is not marked as quoted. */
  readonly lastFree: number
}

/**
 * Whether history begins here. Where programs only mark its lines, nothing else may follow: whoever writes between the lines of a
 * quotation, or below it, is never cut off.
 */
const beginsHistory = ({ lines, lastFree }: Read, at: number): boolean => {
  const [line = '', next = ''] = [lines[at], lines[at + 1]]
  if (dividers.some((form) => form.test(line)) || isHeaderBlock(lines, at)) return true
  if (lastFree > at + 1) return false
  if (quoteMark.test(line)) return lastFree < at
  return lastFree <= at ? attributions.some((form) => form.test(line)) : isAttribution(line, next)
}

/**
 * Tells what somebody wrote from what they answered, by the marks that mail programs put there. In doubt all of it is fresh; so is
 * a text that is all history, such as one that was forwarded without a word.
 */
export const partQuoted = (text: string): Parted => {
  const lines = text.split('\n')
  const read = { lines, lastFree: lines.findLastIndex((line) => !blank.test(line) && !quoteMark.test(line)) }
  const at = lines.findIndex((_, index) => beginsHistory(read, index))
  const whole: Parted = { fresh: text, history: '' }
  if (at <= 0) return whole
  const fresh = `${lines.slice(0, at).join('\n')}\n`
  return blank.test(fresh.replaceAll('\n', ' ')) ? whole : { fresh, history: text.slice(fresh.length) }
}
