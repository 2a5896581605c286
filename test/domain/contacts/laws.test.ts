import * as fc from 'fast-check'
import { contacts } from '../../../domain/contacts/decide.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import {
  archive,
  boss,
  change,
  confirm,
  context,
  hanse,
  join,
  leave,
  move,
  ofHanse,
  ofShunda,
  old,
  register,
  restore,
  reveal,
  rotateKey,
  shunda,
} from './stories.ts'

const customer = fc.constantFrom(shunda, hanse, old)
const role = fc.constantFrom('logistics', 'customs', 'astronaut')

keepsTheLaws('contacts', {
  decider: contacts,
  commands: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(register(), register({ gender: 'captain' })) },
    fc.constantFrom(change({ name: '李娜娜' }), change({ name: null }), change({ phones: [{ number: '+4930901820' }] }), change({})),
    fc.record({ role, customerId: customer }).map(({ role, customerId }) => join({ role }, { customerId })),
    fc.record({ role, customerId: customer }).map(({ role, customerId }) => move({ role, reportsTo: boss }, { customerId })),
    fc.tuple(customer, fc.constantFrom(undefined, '2026-10-31', '2027-01-01')).map(([at, until]) => leave(at, until)),
    fc.constantFrom(confirm({ name: '李娜娜' }), confirm({}, 'emails'), confirm({})),
    { weight: 2, arbitrary: fc.constantFrom(archive, restore) },
    fc.constantFrom(reveal('personal'), reveal(), rotateKey),
  ),
  contexts: fc.constantFrom(context, ofShunda, ofHanse),
  events: [
    'contact.registered',
    'contact.changed',
    'contact.confirmed',
    'contact.joined',
    'contact.moved',
    'contact.left',
    'contact.archived',
    'contact.restored',
    'contact.revealed',
    'contact.key_rotated',
  ],
  recordOnly: ['contact.revealed', 'contact.key_rotated'],
})
