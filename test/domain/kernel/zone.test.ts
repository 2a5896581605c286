import { describe, expect, it } from 'vitest'
import { Zone } from '../../../domain/kernel/zone.ts'

describe('a time zone', () => {
  it('is one that has a name, however often it is asked about; neither an offset nor what somebody made up', () => {
    for (const good of ['Asia/Shanghai', 'America/New_York', 'UTC', 'Asia/Shanghai']) expect(Zone.safeParse(good).success, good).toBe(true)
    for (const bad of ['+08:00', 'Mars/Olympus', '', 'Mars/Olympus', '+08:00']) expect(Zone.safeParse(bad).success, bad).toBe(false)
  })
})
