import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Claim, ClaimTaken } from '../../../domain/kernel/store.ts'
import { freeFor, heldBy } from '../table/conditions.ts'
import { without } from '../table/items.ts'
import type { Key, Table, Unmet, Write } from '../table/table.ts'
import { claimKey } from './keys.ts'
import { type Unopened, unopened } from './unopened.ts'

type Claiming<State> = {
  readonly table: Table
  readonly vault: Vault | Unopened | undefined
  readonly kept: { readonly kind: string; readonly claims?: (state: State | undefined) => readonly Claim[] }
}

/** The form in which a claim is stored: nobody reads off it what is claimed, unless there is nothing to hide. */
const compared = async <State>({ kept, vault }: Claiming<State>, { field, value, plain }: Claim): Promise<string> => {
  if (plain) return value
  if (!vault || vault === unopened) throw new Failure(`${kept.kind} claims ${field} and its store has no vault`)
  return vault.blindIndex(field, value)
}

const claimed = async <State>(
  claiming: Claiming<State>,
  state: State | undefined,
): Promise<readonly (Key & { readonly field: string })[]> =>
  Promise.all(
    (claiming.kept.claims?.(state) ?? []).map(async (claim) => ({
      ...claimKey(claiming.kept.kind, claim.field, await compared(claiming, claim)),
      field: claim.field,
    })),
  )

/** Takes what the record holds from now on, and gives back what it held. */
export const claimWrites = async <State>(
  claiming: Claiming<State>,
  { id, before, state }: { readonly id: string; readonly before: State | undefined; readonly state: State },
): Promise<readonly Write[]> => {
  const { table } = claiming
  const [held, wanted] = await Promise.all([claimed(claiming, before), claimed(claiming, state)])
  return [
    ...without(wanted, held).map((claim) => table.put({ ...claim, entity: 'claim', heldBy: id }, freeFor(id))),
    ...without(held, wanted).map((claim) => table.drop(claim, heldBy(id))),
  ]
}

/** The first claim that another record holds, if that is what stood in the way. */
export const claimTaken = (writes: readonly Write[], unmet: readonly Unmet[]): ClaimTaken | undefined => {
  const claim = unmet.find(({ at }) => writes[at]?.Put?.Item?.['entity'] === 'claim')
  return claim && { code: 'claim.taken', field: String(writes[claim.at]?.Put?.Item?.['field']), heldBy: String(claim.item?.['heldBy']) }
}
