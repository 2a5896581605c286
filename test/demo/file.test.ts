import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { columns } from '../../demo/file/columns.ts'
import { planOf } from '../../demo/file/customers-file.ts'
import { decode } from '../../demo/file/decode.ts'
import { writeErrors } from '../../demo/file/errors-file.ts'
import { rowsOf } from '../../demo/file/rows.ts'
import { CustomerDraft } from '../../domain/customers/customer.ts'
import { findings } from '../../domain/customers/rules.ts'
import { shippedLists } from '../../domain/lists/shipped.ts'

const folder = mkdtempSync(join(tmpdir(), 'lading-demo-'))
const asCalled = (_list: string, called: string): string => called
const fileOf = (text: string): string => {
  const path = join(folder, 'customers.csv')
  writeFileSync(path, text)
  return path
}
const read = (text: string) => planOf(fileOf(text), asCalled)

describe('a file of customers', () => {
  it('is read with or without a byte order mark', () => {
    const text = 'customer_no,name\nK1,顺达货代\n'
    expect(decode(Buffer.from(`\uFEFF${text}`))).toBe(decode(Buffer.from(text)))
  })

  it('is read as GB18030 when it is not UTF-8', () => {
    const written = Buffer.concat([Buffer.from('name\n'), Buffer.from([0xb9, 0xe3, 0xd6, 0xdd])])
    expect(decode(written)).toBe('name\n广州')
  })

  it('may quote commas, quotes and line breaks, and use semicolons between fields', () => {
    const rows = rowsOf('customer_no;name;note\r\nK1;"Alder; Finch";"says ""now""\nand later"\r\n')
    expect(rows.map((row) => [row.number, row.get('name'), row.get('note')])).toEqual([[2, 'Alder; Finch', 'says "now"\nand later']])
  })

  it('refuses a heading that it does not know, so that nothing is lost in silence', () => {
    expect(() => rowsOf('customer_no,nam\n')).toThrow('"nam"')
  })

  it('puts the rows of one customer together', () => {
    const { plan } = read('customer_no,name,contact_name\nK1,Kestrel Ltd,Ann\nK2,Redwood Inc,\nK1,,Bea\n')
    expect(plan.customers.map(({ key, contacts }) => [key, contacts.map(({ draft }) => draft['name'])])).toEqual([
      ['K1', ['Ann', 'Bea']],
      ['K2', []],
    ])
  })

  it('reads phones and days as people of the country write them', () => {
    const { plan } = read('客户编号,客户名称,电话,合作开始日期\nK1,顺达货代,021-58886666,2024/3/1\n')
    expect(plan.customers[0]?.draft).toMatchObject({ phones: [{ number: '+862158886666' }], cooperatingSince: '2024-03-01' })
  })

  it('tells the rows that belong to nobody', () => {
    const { refusals } = read('customer_no,name,contact_name\n,Kestrel,\nK9,,Ann\n')
    expect(refusals.map(({ row, member }) => [row, member])).toEqual([
      [2, 'customer_no'],
      [3, 'customer_no'],
    ])
  })

  it('has its refusals written in a form that spreadsheets take for text', () => {
    const written = readFileSync(
      writeErrors(join(folder, 'x.csv'), [{ row: 3, member: '/taxId', code: 'a.b', message: 'He said "no"' }]),
      'utf8',
    )
    expect(written).toBe('\uFEFFrow,member,code,message\r\n"3","/taxId","a.b","He said ""no"""\r\n')
  })

  it('ships as an example that breaks no rule and holds nothing twice', () => {
    const called = new Map(
      Object.entries(shippedLists).flatMap(([list, { values }]) =>
        values.map(({ code, labels }) => [`${list}/${labels['zh-CN']}`, code] as const),
      ),
    )
    const example = fileURLToPath(new URL('../../demo/customers.csv', import.meta.url))
    const { plan, refusals } = planOf(example, (list, name) => called.get(`${list}/${name}`) ?? name)
    const drafts = plan.customers.map(({ draft }) => CustomerDraft.parse(draft))
    expect([...refusals, ...drafts.flatMap((draft) => findings(draft, shippedLists))]).toEqual([])
    const unique = drafts.flatMap(({ taxId, phones, emails }) => [taxId ?? [], phones[0]?.number ?? [], emails[0]?.address ?? []].flat())
    expect(new Set(unique).size).toBe(unique.length)
  })

  it('is described with every column under both names', () => {
    const page = readFileSync(new URL('../../docs/demo-file.md', import.meta.url), 'utf8')
    for (const [name, { also }] of Object.entries(columns)) expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| ${also} +\\|`))
  })
})
