import { describe, expect, it } from 'vitest'
import { ok, type Result, refuse } from '../../../domain/kernel/result.ts'
import { whileOvertaken } from '../../../functions/runtime/while-overtaken.ts'

type Done = Result<string, { readonly code: string }>

/** Answers with one outcome after the other, and counts how often it was asked. */
const inTurn = async (...outcomes: readonly Done[]) => {
  let asked = 0
  const done = await whileOvertaken(async (): Promise<Done> => outcomes[asked++] ?? ok('never'))
  return { done, asked }
}
const refused = (code: string): Done => refuse({ code })

describe('what is prepared and executed', () => {
  it('is done again when others were first', async () => {
    const outcome = await inTurn(refused('version.contended'), refused('version.contended'), ok('done'))
    expect(outcome).toEqual({ done: ok('done'), asked: 3 })
  })

  it('is given up after six times', async () => {
    const contended = refused('version.contended')
    expect(await inTurn(...Array<Done>(6).fill(contended), ok('late'))).toEqual({ done: contended, asked: 6 })
  })

  it.each(['contact.archived', 'version.conflict'])('is not done again when it is refused as %s', async (code) => {
    expect(await inTurn(refused(code))).toEqual({ done: refused(code), asked: 1 })
  })
})
