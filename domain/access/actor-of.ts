import type { Actor, Reach } from '../kernel/actor.ts'
import { isPermission, isRoleName, type Role, roles } from './roles.ts'

/** Who signed in, as the identity provider tells it: groups are roles and `scope:…` reach; scopes are a machine's permissions. */
export type Identity = { readonly subject: string; readonly groups: readonly string[]; readonly scopes: readonly string[] }

const union = <T>(lists: readonly (readonly T[])[]): readonly T[] => [...new Set(lists.flat())]

const reachOf = (group: string): Reach | undefined => {
  const [prefix, kind, ...rest] = group.split(':')
  const value = rest.join(':')
  if (prefix !== 'scope') return undefined
  if (kind === 'all') return { kind: 'all' }
  if (kind === 'own') return { kind: 'own' }
  if (kind === 'team' && value !== '') return { kind: 'team', team: value }
  if (kind === 'region' && value !== '') return { kind: 'region', region: value }
  return undefined
}

const breadth = { all: 3, region: 2, team: 1, own: 0 } as const

/** "The widest reach that somebody was given counts; who was given none reaches only their own records." */
const widest = (reaches: readonly Reach[]): Reach =>
  reaches.reduce<Reach>((best, next) => (breadth[next.kind] > breadth[best.kind] ? next : best), { kind: 'own' })

/** "Several roles add up." A machine holds the scopes of its token as permissions and reaches every record. */
export const actorOf = ({ subject, groups, scopes }: Identity): Actor => {
  const granted = scopes.filter(isPermission)
  const names = groups.filter(isRoleName)
  const machine = names.length === 0 && granted.length > 0
  const held: readonly Role[] = (machine ? (['integration'] as const) : names).map((name) => roles[name])
  return {
    id: subject,
    roles: machine ? ['integration'] : names,
    permissions: union([...held.map((role) => role.permissions), machine || names.includes('integration') ? granted : []]),
    sees: union(held.map((role) => role.sees)),
    reveals: union(held.map((role) => role.reveals)),
    reach: machine ? { kind: 'all' } : widest(groups.flatMap((group) => reachOf(group) ?? [])),
  }
}
