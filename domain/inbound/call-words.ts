import { firmLanguage, type Language } from '../kernel/language.ts'
import type { Call } from './call.ts'

type Words = {
  readonly inbound: string
  readonly outbound: string
  readonly talked: (length: string) => string
  readonly missed: string
  readonly unfinished: string
}

const words: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    inbound: '客户来电',
    outbound: '致电客户',
    talked: (length) => `通话 ${length}`,
    missed: '未接通',
    unfinished: '未收到通话结束通知',
  },
  en: {
    inbound: 'The customer called',
    outbound: 'We called the customer',
    talked: (length) => `talked for ${length}`,
    missed: 'nobody answered',
    unfinished: 'nothing was heard of its end',
  },
}

const lengthOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** A call as those read it who work on tickets, such as `客户来电,通话 3:20`. Where it can be listened to is sealed, and no word of it. */
export const callText = ({ direction, seconds, endedAt }: Call, language: Language = firmLanguage): string => {
  const { talked, missed, unfinished, ...said } = words[language]
  const outcome = seconds > 0 ? talked(lengthOf(seconds)) : endedAt === undefined ? unfinished : missed
  const comma = language === 'en' ? ', ' : ','
  return `${said[direction]}${comma}${outcome}`
}
