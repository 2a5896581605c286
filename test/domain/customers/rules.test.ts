import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findings } from '../../../domain/customers/rules.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { company, individual, site } from './examples.ts'
import { faulty } from './faulty.ts'

const broken = (draft: Parameters<typeof findings>[0]) => findings(draft, shippedLists)

describe('the rules of a profile', () => {
  it.each(faulty)('name %s', (_, draft, code, pointer) => {
    expect(broken(draft).map((finding) => [finding.code, finding.pointer])).toEqual([[code, pointer]])
  })

  it('stop everything but what is only worth a second look: a phone of another country, a team or region that nobody has listed', () => {
    const warned = faulty.filter(([, draft]) => broken(draft).every(({ severity }) => severity === 'warn'))
    expect(warned.map(([, , code]) => code)).toEqual(['phone.other_country', 'list.region_unknown', 'list.team_unknown'])
  })

  it('have nothing against a full profile', () => {
    const reachable = {
      phones: [{ number: '+862158886666', primary: true }, { number: '+8613800138000' }],
      emails: [{ address: 'orders@shunda.example', primary: true }],
      sites: [site(), site({ code: 'wh1', type: 'warehouse' })],
      tier: 'vip',
      region: 'east',
      team: 'sales_east',
      businessLines: ['air', 'sea_fcl'],
    }
    expect(broken(company({ ...reachable, taxId: '91310115MA1K3YQX1C', industry: 'logistics', scale: 'medium' }))).toEqual([])
    expect(broken(individual({ ...reachable, taxId: '11010519491231002X' }))).toEqual([])
  })

  it('ask the owner of a company for a credit code and an individual for a resident number, never the other', () => {
    expect(broken(individual({ taxId: '91310115MA1K3YQX1C' }))).not.toEqual([])
    expect(broken(company({ taxId: '11010519491231002X' }))).not.toEqual([])
  })
})

/** Departments of which each stands under an earlier one or under none, in any order. */
const trees = fc
  .array(fc.option(fc.nat(), { nil: undefined }), { minLength: 1, maxLength: 40 })
  .map((picks) =>
    picks.map((pick, i) => ({ code: `d${i}`, name: `d${i}`, parent: pick === undefined || i === 0 ? undefined : `d${pick % i}` })),
  )

describe('departments', () => {
  it('that form a tree pass, in whatever order they are written', () => {
    fc.assert(
      fc.property(
        trees.chain((tree) => fc.shuffledSubarray(tree, { minLength: tree.length })),
        (departments) => {
          expect(broken(company({ departments }))).toEqual([])
        },
      ),
    )
  })

  it('are refused as soon as one stands above itself, however far up', () => {
    fc.assert(
      fc.property(trees, fc.nat(), (departments, pick) => {
        const chain = [departments[pick % departments.length]]
        for (let up = chain[0]?.parent; up !== undefined; up = chain.at(-1)?.parent) chain.push(departments.find(({ code }) => code === up))
        const root = chain.at(-1)?.code
        const bent = departments.map((department) => (department.code === root ? { ...department, parent: chain[0]?.code } : department))
        const found = broken(company({ departments: bent }))
        const onCycle = chain.map((department) => `/departments/${departments.findIndex(({ code }) => code === department?.code)}/parent`)
        expect(found.every(({ code }) => code === 'department.cycle')).toBe(true)
        expect(found.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(onCycle))
      }),
    )
  })

  it('as many and as deep as a profile holds are judged all the same', () => {
    const departments = Array.from({ length: 200 }, (_, i) => ({ code: `d${i}`, name: `d${i}`, parent: i === 0 ? 'd199' : `d${i - 1}` }))
    expect(broken(company({ departments }))).toHaveLength(200)
  })
})
