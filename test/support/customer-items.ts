import { ulid } from 'ulid'
import { customerKey } from '../../adapters/dynamo/customers/keys.ts'
import type { Table } from '../../adapters/dynamo/table/table.ts'
import { CustomerGlance } from '../../domain/customers/glance.ts'

/** A customer at a glance, with whatever the test has to say of it. */
export const glanceOf = (facts: Partial<Record<keyof CustomerGlance, string>> = {}): CustomerGlance =>
  CustomerGlance.parse({
    id: `cus_${ulid()}`,
    kind: 'company',
    name: '顺达货代',
    tier: 'regular',
    stage: 'active',
    status: 'active',
    country: 'CN',
    ...facts,
  })

/** Puts customers into the table with no more than a glance shows of them, so that no vault is needed. */
export const putCustomers = async (table: Table, customers: readonly CustomerGlance[]): Promise<void> => {
  for (let start = 0; start < customers.length; start += 100)
    await table.transact(
      customers
        .slice(start, start + 100)
        .map(({ country, ...summary }) =>
          table.put({ ...customerKey(summary.id), entity: 'customer', version: 1, state: { country }, summary }),
        ),
    )
}
