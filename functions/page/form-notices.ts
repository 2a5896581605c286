import type { Language } from '../../domain/kernel/language.ts'

/** What a page says instead of its form, and with which status. */
export type Notice = Readonly<Record<Language, readonly [title: string, text: string]>> & { readonly status: number }

/** Why a form cannot be read, whatever it is about. */
export const formNotices = {
  large: {
    status: 413,
    'zh-CN': ['内容过长', '请返回并缩短文字。'],
    en: ['That is too long', 'Please go back and shorten the text.'],
  },
  form: {
    status: 415,
    'zh-CN': ['无法读取', '请使用本页面上的表单提交。'],
    en: ['That cannot be read', 'Please use the form on the page.'],
  },
} as const satisfies Record<string, Notice>
