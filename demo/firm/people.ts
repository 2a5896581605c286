import type { PlannedContact } from '../plan.ts'
import type { Numbers } from './numbers.ts'
import type { Place } from './places.ts'
import type { Random } from './random.ts'
import { givenNames, surnames, westernNames } from './words.ts'

export type Person = { readonly name: string; readonly mailbox: string }

/** Somebody with a name as it is usual at the place, and what stands before the @ in their address. */
export const personAt = ({ country }: Place, random: Random): Person => {
  if (country !== 'CN') {
    const name = random.pick(westernNames)
    return { name, mailbox: name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('Đ', 'D').toLowerCase().replace(/\s+/g, '.') }
  }
  const [surname, given] = [random.pick(surnames), random.pick(givenNames)]
  return { name: `${surname[0]}${given[0]}`, mailbox: `${given[1]}.${surname[1]}` }
}

/** Who is usually known at a company, in the order in which one gets to know them; all but the first report to the first. */
const positions = [
  { role: 'logistics', title: '物流经理', department: 'logistics' },
  { role: 'documentation', title: '单证员', department: 'logistics' },
  { role: 'finance', title: '财务主管', department: 'finance' },
  { role: 'customs', title: '关务专员', department: 'customs' },
  { role: 'warehouse', title: '仓库主管', department: 'logistics' },
] as const

/** With how many people a company can be had. */
export const mostPeople = positions.length

export const departments = [
  { code: 'logistics', name: '物流部' },
  { code: 'customs', name: '关务组', parent: 'logistics' },
  { code: 'finance', name: '财务部' },
]

type Workplace = {
  readonly row: number
  readonly place: Place
  readonly domain: string
  readonly isCompany: boolean
  readonly count: number
}

/** The people of one customer. */
export const peopleAt = (
  { row, place, domain, isCompany, count }: Workplace,
  random: Random,
  numbers: Numbers,
): readonly PlannedContact[] =>
  positions.slice(0, count).map(({ role, title, department }, i) => {
    const { name, mailbox } = personAt(place, random)
    return {
      key: `c${row}.p${i + 1}`,
      row,
      draft: {
        name,
        phones: [{ label: 'mobile', number: numbers.phone('mobile', place), primary: true }],
        emails: [{ label: 'work', address: numbers.address(mailbox, domain), primary: true }],
        language: place.country === 'CN' ? 'zh-CN' : 'en',
        channel: place.country === 'CN' ? 'wechat' : 'email',
      },
      affiliation: { role, title, since: `20${15 + random.upTo(10)}-0${1 + random.upTo(9)}-01`, ...(isCompany && { department }) },
      reportsTo: i === 0 || !isCompany ? undefined : `c${row}.p1`,
      places: [],
    }
  })
