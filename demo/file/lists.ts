import * as z from 'zod'
import type { Api } from '../api.ts'

/** The code of what a file calls a value of one of the firm's coded lists, by its code or its label in any language. */
export type Lists = (list: string, called: string) => string

const CodedLists = z.object({
  items: z.array(
    z.looseObject({ id: z.string(), values: z.array(z.looseObject({ code: z.string(), labels: z.record(z.string(), z.string()) })) }),
  ),
})

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Reads the firm's lists. What is in none of them is left as it is, for the API to refuse. */
export const listsOf = async (api: Api): Promise<Lists> => {
  const { items } = CodedLists.parse((await api({ method: 'GET', path: '/v1/lists' })).body)
  const codes = new Map(
    items.flatMap(({ id, values }) =>
      values.flatMap(({ code, labels }) => [code, ...Object.values(labels)].map((called) => [`${id}/${plain(called)}`, code] as const)),
    ),
  )
  return (list, called) => codes.get(`${list}/${plain(called)}`) ?? plain(called)
}
