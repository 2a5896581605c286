import { describe, expect, it } from 'vitest'
import { matches } from '../../../local/triggers/event-pattern.ts'

describe('an event pattern', () => {
  const event = {
    eventName: 'INSERT',
    dynamodb: { Keys: { pk: { S: 'EVENTS#1' } }, NewImage: { tier: { S: 'Gold' } } },
    n: 5,
    tags: ['a', 'b'],
    gone: null,
  }
  it.each([
    [{ eventName: ['INSERT', 'MODIFY'] }, true],
    [{ eventName: ['REMOVE'] }, false],
    [{ dynamodb: { Keys: { pk: { S: [{ prefix: 'EVENTS#' }] } } } }, true],
    [{ dynamodb: { Keys: { pk: { S: [{ suffix: '#2' }] } } } }, false],
    [{ dynamodb: { NewImage: { tier: { S: [{ 'equals-ignore-case': 'gold' }] } } } }, true],
    [{ dynamodb: { OldImage: { tier: { S: [{ exists: false }] } } } }, true],
    [{ dynamodb: { OldImage: { tier: { S: [{ 'anything-but': ['Gold'] }] } } } }, false],
    [{ eventName: [{ 'anything-but': { prefix: 'REM' } }] }, true],
    [{ n: [{ numeric: ['>', 0, '<=', 5] }] }, true],
    [{ n: [{ numeric: ['>', 5] }] }, false],
    [{ tags: ['b'] }, true],
    [{ gone: [null] }, true],
    [{ eventName: [{ wildcard: 'I*T' }] }, true],
    [{ $or: [{ n: [6] }, { eventName: ['INSERT'] }] }, true],
    [{ eventName: ['INSERT'], n: [6] }, false],
    [{ n: [{ unheardOf: 1 }] }, false],
  ])('%j: %s', (pattern, expected) => expect(matches(pattern, event)).toBe(expected))
})
