import { company, individual, site } from './examples.ts'

const shanghai = { country: 'CN', region: '上海市', city: '上海市', lines: ['世纪大道1000号'] }
const at = (address: Readonly<Record<string, unknown>>) => company({ sites: [site({ address: { ...shanghai, ...address } })] })
const departments = (...parents: readonly (readonly [string, string?])[]) =>
  company({ departments: parents.map(([code, parent]) => ({ code, name: code, parent })) })
const twice = <T>(one: T) => [one, one]

/** A profile for every rule that breaks this one alone, and where. */
export const faulty = [
  ['a tax id that is too short', company({ taxId: '9131011' }), 'tax_id.length', '/taxId'],
  ['a tax id with a letter that codes never have', company({ taxId: '91310115MA1K3YQIX6' }), 'tax_id.character', '/taxId'],
  ['a resident born in a thirteenth month', individual({ taxId: '110105199013011230' }), 'tax_id.component', '/taxId'],
  ['a tax id with a slip of the pen', company({ taxId: '91310115MA1K3YQX10' }), 'tax_id.check_digit', '/taxId'],
  ['a number of another country', company({ phones: [{ number: '+4930901820' }] }), 'phone.other_country', '/phones/0/number'],
  [
    'two first phones',
    company({
      phones: [
        { number: '+862158886666', primary: true },
        { number: '+862158886667', primary: true },
      ],
    }),
    'phone.several_primary',
    '/phones',
  ],
  [
    'two first addresses',
    company({
      emails: [
        { address: 'a@shunda.example', primary: true },
        { address: 'b@shunda.example', primary: true },
      ],
    }),
    'email.several_primary',
    '/emails',
  ],
  ['a number that stands twice', company({ phones: twice({ number: '+862158886666' }) }), 'phone.twice', '/phones/1/number'],
  [
    'an address that stands twice in other letters',
    company({ emails: [{ address: 'a@shunda.example' }, { address: 'A@Shunda.example' }] }),
    'email.twice',
    '/emails/1/address',
  ],
  ['a place in China without a province', at({ region: undefined }), 'address.region_missing', '/sites/0/address/region'],
  ['a place in China without a city', at({ city: undefined }), 'address.city_missing', '/sites/0/address/city'],
  [
    'a place in Germany without a postal code',
    at({ country: 'DE', region: undefined }),
    'address.postal_code_missing',
    '/sites/0/address/postalCode',
  ],
  ['a postal code of five digits in China', at({ postalCode: '20012' }), 'address.postal_code_invalid', '/sites/0/address/postalCode'],
  ['two sites of one code', company({ sites: twice(site()) }), 'site.code_twice', '/sites/1/code'],
  ['two departments of one code', departments(['ops'], ['ops']), 'department.code_twice', '/departments/1/code'],
  ['a department under one that is not there', departments(['ops', 'board']), 'department.unknown_parent', '/departments/0/parent'],
  ['a department under itself', departments(['ops', 'ops']), 'department.cycle', '/departments/0/parent'],
  ['a tier that is not in use', company({ tier: 'platinum' }), 'list.tier_unknown', '/tier'],
  ['a stage that is not in use', company({ stage: 'courting' }), 'list.stage_unknown', '/stage'],
  ['an industry that is not in use', company({ industry: 'magic' }), 'list.industry_unknown', '/industry'],
  ['a scale that is not in use', company({ scale: 'cosmic' }), 'list.scale_unknown', '/scale'],
  ['a tag that is not in use', company({ tags: ['cold_chain', 'moonlit'] }), 'list.tag_unknown', '/tags/1'],
  ['a region that is not in use', company({ region: 'moon' }), 'list.region_unknown', '/region'],
  ['a team that is not in use', company({ team: 'eleven' }), 'list.team_unknown', '/team'],
  ['a business line that is not in use', company({ businessLines: ['air', 'space'] }), 'list.businessLine_unknown', '/businessLines/1'],
  [
    'a kind of preference that is not in use',
    company({ preferences: [{ key: 'colour', value: 'red', source: 'stated', at: '2026-01-01T00:00:00.000Z' }] }),
    'list.preferenceKey_unknown',
    '/preferences/0/key',
  ],
  ['a gender that is not in use', individual({ gender: 'robot' }), 'list.gender_unknown', '/gender'],
  ['a kind of site that is not in use', company({ sites: [site({ type: 'castle' })] }), 'list.siteType_unknown', '/sites/0/type'],
] as const
