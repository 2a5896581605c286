import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { part, unite } from '../../../../domain/kernel/care/care.ts'
import { sealedClasses } from '../../../../domain/kernel/care/field-class.ts'
import { marks, masked } from '../../../../domain/kernel/care/marks.ts'

const Phone = z.e164().brand<'Phone'>().meta({ class: 'personal', mask: 'phone' })
const Person = z.strictObject({
  kind: z.literal('person'),
  name: z.string().max(40).meta({ class: 'personal', description: 'As on the passport' }),
  born: z.iso.date().meta({ class: 'personal' }).optional(),
})
const Company = z.strictObject({
  kind: z.literal('company'),
  name: z.string(),
  taxId: z.string().length(18).meta({ class: 'financial', mask: 'tail' }).nullable(),
})
const Contact = z
  .strictObject({
    id: z.string().meta({ class: 'public' }),
    who: z.discriminatedUnion('kind', [Person, Company]),
    email: z.email().optional().meta({ class: 'personal', mask: 'email' }),
    phones: z.array(z.strictObject({ label: z.string(), number: Phone })).readonly(),
    codes: z.record(z.string(), z.string().meta({ class: 'secret' })),
    score: z.int().default(0),
  })
  .meta({ id: 'Contact', description: 'Somebody to talk to' })

const li = Contact.parse({
  id: 'con_1',
  who: { kind: 'person', name: '李晓明', born: '1990-02-03' },
  email: 'xiaoming.li@example.com',
  phones: [{ label: 'mobile', number: '+8613812345678' }],
  codes: { 'gate/A~1': 'open sesame' },
})

describe('the marks of a schema', () => {
  it('are listed with path, class and mask, through every wrapper', () => {
    expect(marks(Contact)).toEqual([
      { path: '/id', class: 'public', mask: 'all' },
      { path: '/who/name', class: 'personal', mask: 'all' },
      { path: '/who/born', class: 'personal', mask: 'all' },
      { path: '/who/taxId', class: 'financial', mask: 'tail' },
      { path: '/email', class: 'personal', mask: 'email' },
      { path: '/phones/*/number', class: 'personal', mask: 'phone' },
      { path: '/codes/*', class: 'secret', mask: 'all' },
    ])
  })

  it('are named once where the options of a union share them', () => {
    const name = z.string().meta({ class: 'personal' })
    const Either = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), name }),
      z.object({ kind: z.literal('b'), name: name.meta({ class: 'secret' }) }),
      z.object({ kind: z.literal('c'), name }),
    ])
    expect(marks(Either).map(({ path, class: care }) => `${path} ${care}`)).toEqual(['/name personal', '/name secret'])
  })

  it.each([
    ['a number', z.object({ salary: z.int().meta({ class: 'financial' }) })],
    ['an object', z.object({ bank: z.object({ name: z.string() }).meta({ class: 'financial' }) })],
    ['an array', z.object({ names: z.array(z.string()).optional().meta({ class: 'personal' }) })],
    ['a union', z.object({ name: z.union([z.string(), z.number()]).meta({ class: 'personal' }) })],
    ['a key of a record', z.record(z.string().meta({ class: 'personal' }), z.string())],
  ])('cannot ask for sealing of %s', (_, schema) => {
    expect(() => marks(schema)).toThrow(TypeError)
  })

  it.each([
    ['a transform', z.string().transform((text) => text.trim())],
    ['a tuple', z.tuple([z.string()])],
    ['members without a name', z.object({}).catchall(z.string())],
  ])('are not looked for inside %s, which is refused', (_, schema) => {
    expect(() => marks(z.object({ member: schema }))).toThrow('care cannot look into')
  })
})

describe('the masked form of a schema', () => {
  const stored = part(Contact, li).masked

  it('takes what was masked, where the schema itself would not', () => {
    expect(masked(Contact).parse(stored)).toEqual(stored)
    expect(Contact.safeParse(stored).success).toBe(false)
  })

  it('still refuses members that are not its own, and values that are not sealed', () => {
    expect(masked(Contact).safeParse({ ...stored, extra: 1 }).success).toBe(false)
    expect(masked(Contact).safeParse({ ...stored, who: { ...stored.who, kind: 'robot' } }).success).toBe(false)
    expect(masked(Contact).safeParse({ ...stored, score: 'high' }).success).toBe(false)
  })

  it('keeps structure and descriptions for OpenAPI, beside the schema itself', () => {
    const json = JSON.stringify(z.toJSONSchema(z.object({ clear: Contact, shown: masked(Contact) }), { io: 'input' }))
    const shown = z.toJSONSchema(masked(Contact), { io: 'input' })
    expect(json).toContain('#/$defs/Contact')
    expect(shown).toMatchObject({
      description: 'Somebody to talk to',
      additionalProperties: false,
      properties: {
        who: { oneOf: [{ properties: { name: { type: 'string', description: 'As on the passport', class: 'personal' } } }, {}] },
        email: { type: 'string', mask: 'email' },
      },
    })
    expect(shown).not.toHaveProperty('properties.email.pattern')
    expect(shown).not.toHaveProperty('properties.who.oneOf.0.properties.name.maxLength')
  })

  it('is the very schema where nothing is sealed', () => {
    const Plain = z.object({ name: z.string() }).refine((value) => value.name !== 'nobody')
    expect(masked(Plain)).toBe(Plain)
  })
})

describe('parting and uniting', () => {
  it('leaves masks and takes the clear values with their pointers', () => {
    expect(part(Contact, li)).toEqual({
      masked: {
        id: 'con_1',
        who: { kind: 'person', name: '***', born: '***' },
        email: 'x***@example.com',
        phones: [{ label: 'mobile', number: '+86***678' }],
        codes: { 'gate/A~1': '***' },
        score: 0,
      },
      sealed: [
        { pointer: '/who/name', class: 'personal', value: '李晓明' },
        { pointer: '/who/born', class: 'personal', value: '1990-02-03' },
        { pointer: '/email', class: 'personal', value: 'xiaoming.li@example.com' },
        { pointer: '/phones/0/number', class: 'personal', value: '+8613812345678' },
        { pointer: '/codes/gate~1A~01', class: 'secret', value: 'open sesame' },
      ],
    })
  })

  it('gives back only the classes that may be seen', () => {
    const { masked: shown, sealed } = part(Contact, li)
    expect(unite(shown, sealed, ['personal'])).toEqual({ ...li, codes: { 'gate/A~1': '***' } })
  })

  it('finds the option of a plain union, clear or masked', () => {
    const Reach = z.object({ at: z.union([z.email().meta({ class: 'personal', mask: 'email' }), z.object({ desk: Phone })]) })
    expect(part(Reach, { at: 'ming@example.com' }).masked).toEqual({ at: 'm***@example.com' })
    expect(part(Reach, { at: 'm***@example.com' }).sealed).toHaveLength(1)
  })

  it('refuses a value that is not of its schema rather than let it pass in the clear', () => {
    const Wrong = z.object({ name: z.unknown() })
    const Right: z.ZodType<z.output<typeof Wrong>> = z.object({ name: z.string().meta({ class: 'personal' }) })
    expect(() => part(Right, { name: { first: 'Ming' } })).toThrow('the value at /name is not of its schema')
  })

  it('refuses a seal that is not of this record', () => {
    const { masked: shown } = part(Contact, li)
    const foreign = (pointer: string) => () => unite(shown, [{ pointer, class: 'secret', value: 'x' }], ['secret'])
    for (const pointer of ['/phones/7/number', '/codes/none', '', '/constructor/prototype/x']) expect(foreign(pointer)).toThrow(RangeError)
  })

  /** Sealed values are told apart from everything else by these letters, so that finding one in a mask is no chance. */
  const secret = fc.array(fc.constantFrom(...'αβγδεζηθ甲乙丙丁😀~/"\\'), { minLength: 4, maxLength: 40 }).map((letters) => letters.join(''))
  const key = fc.oneof(fc.stringMatching(/^[a-z/~]{1,6}$/), fc.constantFrom('constructor', '__proto__', 'toString'))
  const Loose = z.object({
    name: z.string().meta({ class: 'personal', mask: 'email' }),
    phones: z.array(z.object({ number: z.string().meta({ class: 'secret', mask: 'phone' }).nullable() })),
    codes: z.record(z.string(), z.string().meta({ class: 'financial', mask: 'tail' })),
    note: z.string().optional().meta({ class: 'personal' }),
  })
  const anyone = fc.record(
    {
      name: secret,
      phones: fc.array(fc.record({ number: fc.option(secret) }, { noNullPrototype: true }), { maxLength: 4 }),
      codes: fc.dictionary(key, secret, { maxKeys: 4, noNullPrototype: true }),
      note: secret,
    },
    { requiredKeys: ['name', 'phones', 'codes'], noNullPrototype: true },
  )

  it("are each other's reverse for whoever sees every class", () => {
    fc.assert(
      fc.property(anyone, (value) => {
        const { masked: shown, sealed } = part(Loose, value)
        expect(unite(shown, sealed, sealedClasses)).toEqual(value)
      }),
    )
  })

  it('leave no sealed value anywhere for whoever sees no class', () => {
    fc.assert(
      fc.property(anyone, (value) => {
        const { masked: shown, sealed } = part(Loose, value)
        const text = JSON.stringify(unite(shown, sealed, []))
        for (const leaf of sealed) expect(text).not.toContain(JSON.stringify(leaf.value).slice(1, -1))
      }),
    )
  })

  it('keep the shape, so that a masked record can be parted again', () => {
    fc.assert(
      fc.property(anyone, (value) => {
        const once = part(Loose, value)
        const pointers = (sealed: typeof once.sealed) => sealed.map((leaf) => leaf.pointer)
        expect(pointers(part(Loose, once.masked).sealed)).toEqual(pointers(once.sealed))
      }),
    )
  })
})
