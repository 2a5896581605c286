import type { Bucket } from './declared.ts'
import type { About, Place } from './disk.ts'

/** Sends a text to the queue of an ARN. */
export type Tell = (queue: string, text: string) => Promise<void>

/** As S3 writes keys into what it tells: like a query, but with its slashes. */
const inNotice = (key: string): string => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/')

/** What S3 tells of an object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html). */
const noticeOf = ({ bucket, key }: Place, { size, etag, at }: About) => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventTime: new Date(at).toISOString(),
      eventName: 'ObjectCreated:Put',
      s3: {
        s3SchemaVersion: '1.0',
        bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
        object: { key: inNotice(key), size, eTag: etag.replaceAll('"', '') },
      },
    },
  ],
})

/** Tells the queues that a bucket names of an object that now lies in it. */
export const tellOf =
  (buckets: readonly Bucket[], tell: Tell) =>
  async (place: Place, about: About): Promise<void> => {
    const told = buckets.find(({ name }) => name === place.bucket)?.told ?? []
    for (const { queue, prefix, suffix } of told)
      if (place.key.startsWith(prefix) && place.key.endsWith(suffix)) await tell(queue, JSON.stringify(noticeOf(place, about)))
  }
