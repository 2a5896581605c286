import * as z from 'zod'
import type { Claim } from '../../domain/kernel/store.ts'
import type { Vault } from '../../domain/kernel/vault.ts'
import { claimKey } from './keys.ts'
import type { Table } from './table.ts'

const Held = z.looseObject({ heldBy: z.string() })

/** The id of the record of a noun that holds what is unique, found without anybody reading it. */
export const claimHolder =
  (table: Table, vault: Vault, noun: string) =>
  async ({ field, value }: Claim): Promise<string | undefined> => {
    const claim = await table.get(claimKey(noun, field, await vault.blindIndex(field, value)))
    return claim && Held.parse(claim).heldBy
  }
