/**
 * List prices in US dollars, on demand, without free allowances: what the AWS pricing pages gave for `region` on `readOn`.
 * To bring them up to date, or to another region, look each up on the page named beside it and run `node bench/cost.ts`.
 */
export const prices = {
  region: 'US East (N. Virginia)',
  readOn: 'November 2025',
  /** https://aws.amazon.com/api-gateway/pricing: HTTP APIs, the first 300 million a month, in steps of 512 KB. */
  httpRequest: 1.0 / 1e6,
  /** https://aws.amazon.com/lambda/pricing: arm64. */
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.0000133334,
  /** https://aws.amazon.com/dynamodb/pricing/on-demand: standard class. */
  readUnit: 0.125 / 1e6,
  writeUnit: 0.625 / 1e6,
  /** https://aws.amazon.com/kms/pricing: the same for symmetric and HMAC keys. */
  keyMonth: 1.0,
  keyRequest: 0.03 / 1e4,
  /** https://aws.amazon.com/sns/pricing: FIFO topics. */
  fifoPublish: 0.3 / 1e6,
  fifoDelivery: 0.01 / 1e6,
  /** https://aws.amazon.com/sqs/pricing: queues that keep no order, as all are here. */
  queueRequest: 0.4 / 1e6,
  /** https://aws.amazon.com/cloudwatch/pricing */
  alarmMetricMonth: 0.1,
  dashboardMonth: 3.0,
  logGigabyte: 0.5,
  /** https://aws.amazon.com/xray/pricing */
  trace: 5.0 / 1e6,
  /** https://aws.amazon.com/cognito/pricing: a client for machines, as charged since May 2024. */
  machineClientMonth: 6.0,
} as const
