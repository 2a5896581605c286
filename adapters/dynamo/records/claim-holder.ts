import * as z from 'zod'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { Claim } from '../../../domain/kernel/store.ts'
import type { Item, Table } from '../table/table.ts'
import { claimKey } from './keys.ts'

const Claimed = z.looseObject({ heldBy: z.string() })
/** Whose a claim is. */
export const holderIn = (claim: Item): string => Claimed.parse(claim).heldBy

/** The id of the record of a noun that holds what is unique, found without anybody reading it. */
export const claimHolder =
  (table: Table, vault: Pick<Vault, 'blindIndex'>, noun: string) =>
  async ({ field, value }: Claim): Promise<string | undefined> => {
    const claim = await table.get(claimKey(noun, field, await vault.blindIndex(field, value)))
    return claim && holderIn(claim)
  }
