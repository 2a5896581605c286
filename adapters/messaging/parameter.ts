import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { Failure } from '../../domain/kernel/failure.ts'

/** The value of a secure parameter. Throws where there is none. */
export const parameterIn = (Name: string) => {
  const ssm = new SSMClient({ maxAttempts: 3 })
  return async (): Promise<string> => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))
    if (!Parameter?.Value) throw new Failure(`the parameter ${Name} is empty`)
    return Parameter.Value
  }
}
