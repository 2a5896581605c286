import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Directory } from '../constructs/directory.ts'
import type { House } from '../house.ts'

/** Who works with the system. It comes before the jobs, which ask it what somebody may do who is not signed in, and before the API, which lets nobody else in. */
export class IdentityStack extends Stack {
  readonly directory: Directory

  constructor(scope: Construct, id: string, house: House) {
    super(scope, id, { description: 'Lading: people, machines and sign-in', terminationProtection: house.settings.stage === 'prod' })
    this.directory = new Directory(this, 'Directory', house)
    new CfnOutput(this, 'UserPoolId', { value: this.directory.pool.userPoolId })
  }
}
