import { z } from "zod/mini";
import { FILES } from "@/lib/connectors/_contract/words";
import { defineConnector } from "@/lib/connectors/_contract/definition";

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
/** As buckets are named everywhere: no slash, nothing that a URL would read otherwise. */
const bucket = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/));

const KEY_FIELDS = [
  { key: "accessKeyId", control: "text", required: true },
  { key: "secretAccessKey", control: "secret", required: true },
] as const;
const PLACE_FIELDS = [
  { key: "region", control: "text", required: false },
  { key: "bucket", control: "text", required: false },
  { key: "endpoint", control: "url", required: false },
] as const;
const keys = {
  accessKeyId: text(200),
  secretAccessKey: text(500),
  region: z.optional(z.string().check(z.regex(/^[a-z0-9-]{2,40}$/))),
  bucket: z.optional(bucket),
  endpoint: z.optional(z.url({ protocol: /^https?$/, hostname: /^[^/@]+$/ })),
};
/** The resource name of a role, as IAM writes it, with the path where it has one. */
const roleArn = z
  .string()
  .check(z.trim(), z.regex(/^arn:aws[a-z-]*:iam::\d*:role\/[\w+=,.@/-]{1,600}$/));
/** As STS takes it. */
const externalId = z.string().check(z.trim(), z.regex(/^[\w+=,.@:/-]{2,1224}$/));

/** Listing and reading, nothing else; as AWS takes it. */
const POLICY = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["s3:ListBucket"], Resource: "arn:aws:s3:::YOUR-BUCKET" },
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::YOUR-BUCKET/*" },
    ],
  },
  null,
  2,
);

export const s3 = defineConnector({
  type: "s3",
  abilities: { changeFeed: false, permissions: false, tells: false },
  methods: [
    {
      id: "keys",
      signIn: false,
      fields: [...KEY_FIELDS, ...PLACE_FIELDS],
    },
    {
      id: "role",
      signIn: false,
      fields: [
        ...KEY_FIELDS,
        { key: "roleArn", control: "text", required: true },
        { key: "externalId", control: "text", required: false },
        ...PLACE_FIELDS,
      ],
    },
  ],
  credentials: z.discriminatedUnion("method", [
    z.object({ method: z.literal("keys"), ...keys }),
    z.object({
      method: z.literal("role"),
      ...keys,
      roleArn,
      externalId: z.optional(externalId),
    }),
  ]),
  scope: z.object({
    bucket,
    /** "" for the whole bucket, otherwise with a slash at its end, so that "docs" does not take "docs2" along. */
    prefix: z.string().check(z.maxLength(1024), z.regex(/^$|\/$/)),
  }),
  messages: {
    en: {
      label: "Amazon S3",
      description:
        "Files in a bucket of Amazon S3 or of anything that speaks its language: MinIO, Ceph, Cloudflare R2, Wasabi. Files are read and never changed.",
      pick: "Bucket or folder",
      words: FILES,
      methods: {
        keys: {
          label: "Access key",
          description: "With an access key that may list and read the bucket.",
          steps: [
            {
              text: "In AWS, open IAM → Policies → Create policy → JSON, and paste this with the name of your bucket. Listing is needed to notice new and deleted files, reading to index them; nothing else is asked for.",
              copy: POLICY,
            },
            {
              text: "Open IAM → Users → Create user, attach that policy, and under Security credentials create an access key. The secret is shown once.",
            },
            {
              text: "Paste both here with the region of the bucket. For another service than Amazon’s, add its address too.",
            },
          ],
        },
        role: {
          label: "Role",
          description:
            "With a role in the account of the files: the access key may do nothing but take it on, for an hour at a time.",
          steps: [
            {
              text: "In the account of the files, open IAM → Policies → Create policy → JSON, and paste this with the name of your bucket.",
              copy: POLICY,
            },
            {
              text: "Open IAM → Roles → Create role → AWS account, enter the account of the access key, ask for an external ID, and attach that policy. Copy the role’s ARN.",
            },
            {
              text: "In the account of the access key, allow its user one action and nothing else: sts:AssumeRole on that ARN.",
            },
            {
              text: "Paste all of it here with the region of the bucket.",
            },
          ],
        },
      },
      fields: {
        accessKeyId: { label: "Access key ID", placeholder: "AKIA…" },
        secretAccessKey: {
          label: "Secret access key",
          help: "Stored encrypted and never shown again.",
        },
        roleArn: {
          label: "ARN of the role",
          placeholder: "arn:aws:iam::123456789012:role/knowledge-reader",
        },
        externalId: {
          label: "External ID",
          help: "The one that the role asks for. Leave empty where it asks for none.",
        },
        region: {
          label: "Region",
          help: "Where the bucket is. Leave empty for us-east-1.",
          placeholder: "eu-central-1",
        },
        bucket: {
          label: "Bucket",
          help: "Needed where the key may not list all buckets.",
          placeholder: "company-documents",
        },
        endpoint: {
          label: "Address",
          help: "Only for services other than Amazon’s. An address inside your network has to be allowed under Settings → Private hosts first.",
          placeholder: "https://s3.example.com",
        },
      },
      checks: {
        keys: {
          ok: "The key is accepted.",
          missing:
            "The key is not accepted: {reason, select, unknown {no such access key ID} secret {the secret doesn’t belong to this access key ID} expired {it has expired} clock {the clock of this server is too far off} other {the service refuses it}}. Check both parts, and that the key is active.",
        },
        role: {
          ok: "The role is given to this key.",
          missing:
            "The role is not given to this key: {reason, select, unknown {no such access key ID} secret {the secret doesn’t belong to this access key ID} expired {it has expired} clock {the clock of this server is too far off} other {check its ARN, that it trusts the account of the key and asks for this external ID, and that the key’s user may do sts:AssumeRole on it}}.",
        },
        buckets: {
          ok: "{count, plural, one {# bucket} other {# buckets}} can be seen.",
          missing:
            "The key may not list buckets. Allow s3:ListAllMyBuckets, or enter the name of the bucket.",
        },
        list: {
          ok: "{bucket} can be listed.",
          missing:
            "{bucket} can’t be listed: {reason, select, missing {there is no bucket of this name} region {it is in the region {region}, so enter that one} other {allow s3:ListBucket on it for this key}}.",
        },
        read: {
          ok: "Files in {bucket} can be read.",
          missing:
            "Files in {bucket} can be listed but not read. Allow s3:GetObject on everything in it for this key, and kms:Decrypt where it is encrypted with a key of yours.",
        },
      },
    },
  },
});
