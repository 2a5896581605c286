import * as z from 'zod'

const Port = z.coerce.number().int().min(0).max(65_535)
const Environment = z.object({
  PORT: Port.default(8787),
  CONTROL_PORT: Port.optional(),
  MAIL_PORT: Port.optional(),
  DATA_DIR: z.string().default('.data'),
  DYNAMODB_ENDPOINT: z.url().optional(),
  AWS_REGION: z.string().optional(),
  /** A synthesized assembly to run instead of this project's own. */
  ASSEMBLY_DIR: z.string().optional(),
})

/** `PORT=0` means any free port, for the others too. */
const beside = (port: number, distance: number): number => (port === 0 ? 0 : port + distance)

/** What the environment of `npm start` says. */
export const settings = (environment: NodeJS.ProcessEnv) => {
  const { PORT, CONTROL_PORT, MAIL_PORT, DATA_DIR, DYNAMODB_ENDPOINT, AWS_REGION, ASSEMBLY_DIR } = Environment.parse(environment)
  return {
    ports: { api: PORT, control: CONTROL_PORT ?? beside(PORT, 1), mail: MAIL_PORT ?? beside(PORT, 2) },
    dataDir: DATA_DIR,
    dynamodbEndpoint: DYNAMODB_ENDPOINT,
    region: AWS_REGION,
    assembly: ASSEMBLY_DIR,
  }
}
