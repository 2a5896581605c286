import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy, type TestDeployment } from '../support/deployment.ts'

const script = fileURLToPath(new URL('../../demo/demo.ts', import.meta.url))

let deployment: TestDeployment
beforeAll(async () => {
  deployment = await deploy()
})
afterAll(() => deployment.remove())

const demo = (...args: readonly string[]) => {
  const env = { ...process.env, PORT: new URL(deployment.api).port, CONTROL_PORT: new URL(deployment.control).port }
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], { env, encoding: 'utf8', cwd: tmpdir() })
  return { status, stdout }
}

describe('the demo', () => {
  it('loads a firm, finds every customer again and changes one', () => {
    const { status, stdout } = demo('--customers', '8')
    expect(stdout).toMatch(/customers +8 +0 +0\n/)
    expect(stdout).toContain('8 found by exact look-up, 8 opened')
    expect(status).toBe(0)
  })

  it('creates nothing twice when it is run again', () => {
    const { status, stdout } = demo('--customers', '8')
    expect(stdout).toMatch(/customers +0 +8 +0\ncontacts +0 +17 +0\n/)
    expect(status).toBe(0)
  })

  it('loads what it can of a file, and tells by row why the rest was refused', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'lading-demo-')), 'customers.csv')
    const rows = ['K1,顺达货代,91310115MA1K3YQX1X,021-58886666', 'K2,Kestrel,,021-58886667', 'K3,Redwood,,021-58886667']
    writeFileSync(file, ['customer_no,name,tax_id,phone', ...rows].join('\n'))
    const { status, stdout } = demo('--file', file)
    expect(stdout).toMatch(/customers +1 +0 +2\n/)
    expect(status).toBe(1)
    expect(readFileSync(`${file}.errors.csv`, 'utf8')).toMatch(/"2","\/taxId","tax_id.check_digit",.*\r\n"[34]","\/phone","claim.taken"/)
  })
})
