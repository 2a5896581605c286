import * as z from 'zod'
import type { Assembly } from '../../assembly/assembly.ts'
import { declared, kind } from '../../assembly/kind.ts'
import type { DeclaredKey } from './key-file.ts'

export const keyKind = kind(
  'AWS::KMS::Key',
  { KeySpec: z.enum(['SYMMETRIC_DEFAULT', 'HMAC_256']).default('SYMMETRIC_DEFAULT'), Enabled: z.boolean().optional() },
  [
    'KeyPolicy',
    'KeyUsage',
    'EnableKeyRotation',
    'RotationPeriodInDays',
    'PendingWindowInDays',
    'Description',
    'Tags',
    'MultiRegion',
    'BypassPolicyLockoutSafetyCheck',
  ],
)
export const aliasKind = kind('AWS::KMS::Alias', { AliasName: z.string(), TargetKeyId: z.string() }, [])

/** The keys that the templates declare, with their aliases, as the local key service wants them. */
export const declaredKeys = (assembly: Assembly): readonly DeclaredKey[] => {
  const aliases = declared(assembly, aliasKind)
  return declared(assembly, keyKind).map(({ ref, arn, given }) => ({
    arn,
    spec: given.KeySpec,
    enabled: given.Enabled,
    alias: aliases.find(({ given: { TargetKeyId } }) => TargetKeyId === arn || TargetKeyId === ref)?.given.AliasName,
  }))
}
