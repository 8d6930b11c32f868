import { wildcard } from "./match.ts";

/**
 * Actions by service, as the "Service Authorization Reference" spells them. Of KMS and DynamoDB every one that reaches a key,
 * an item or a copy of items; of the others those that policies here use or forbid. What is not here is an error, because a
 * misspelled action in a Deny denies nothing: add the name, after looking it up there.
 */
const actions: Readonly<Record<string, string>> = {
  kms: `CancelKeyDeletion CreateAlias CreateGrant CreateKey Decrypt DeleteAlias DeleteImportedKeyMaterial DeriveSharedSecret
    DescribeKey DisableKey DisableKeyRotation EnableKey EnableKeyRotation Encrypt GenerateDataKey GenerateDataKeyPair
    GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GenerateRandom GetKeyPolicy
    GetKeyRotationStatus GetParametersForImport GetPublicKey ImportKeyMaterial ListAliases ListGrants ListKeyPolicies
    ListKeyRotations ListKeys ListResourceTags ListRetirableGrants PutKeyPolicy ReEncryptFrom ReEncryptTo ReplicateKey
    RetireGrant RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign SynchronizeMultiRegionKey TagResource UntagResource
    UpdateAlias UpdateKeyDescription UpdatePrimaryRegion Verify VerifyMac`,
  dynamodb: `BatchGetItem BatchWriteItem ConditionCheckItem CreateBackup CreateGlobalTable CreateTable CreateTableReplica
    DeleteBackup DeleteItem DeleteResourcePolicy DeleteTable DeleteTableReplica DescribeBackup DescribeContinuousBackups
    DescribeContributorInsights DescribeEndpoints DescribeExport DescribeGlobalTable DescribeGlobalTableSettings
    DescribeImport DescribeKinesisStreamingDestination DescribeLimits DescribeStream DescribeTable
    DescribeTableReplicaAutoScaling DescribeTimeToLive DisableKinesisStreamingDestination EnableKinesisStreamingDestination
    ExportTableToPointInTime GetItem GetRecords GetResourcePolicy GetShardIterator ImportTable ListBackups
    ListContributorInsights ListExports ListGlobalTables ListImports ListStreams ListTables ListTagsOfResource PartiQLDelete
    PartiQLInsert PartiQLSelect PartiQLUpdate PutItem PutResourcePolicy Query ReadDataForReplication
    ReplicateSettings RestoreTableFromAwsBackup RestoreTableFromBackup RestoreTableToPointInTime Scan StartAwsBackupJob
    TagResource UntagResource UpdateContinuousBackups UpdateContributorInsights UpdateGlobalTable UpdateGlobalTableSettings
    UpdateItem UpdateTable UpdateTableReplicaAutoScaling UpdateTimeToLive WriteDataForReplication`,
  "cognito-idp": `AdminAddUserToGroup AdminConfirmSignUp AdminCreateUser AdminDeleteUser AdminDeleteUserAttributes
    AdminDisableUser AdminEnableUser AdminGetUser AdminInitiateAuth AdminLinkProviderForUser AdminListDevices
    AdminListUserAuthEvents AdminResetUserPassword AdminRespondToAuthChallenge AdminSetUserMFAPreference
    AdminSetUserPassword AdminUpdateUserAttributes AdminUserGlobalSignOut CreateUserPoolClient DeleteUserPool
    DeleteUserPoolClient DescribeUserPool DescribeUserPoolClient GetUserPoolMfaConfig ListGroups ListIdentityProviders
    ListUserPoolClients ListUserPools ListUsers ListUsersInGroup SetUserPoolMfaConfig UpdateUserPool UpdateUserPoolClient`,
  lambda: `AddPermission CreateFunctionUrlConfig DeleteFunction GetFunction GetFunctionConfiguration InvokeAsync InvokeFunction
    InvokeFunctionUrl ListEventSourceMappings ListFunctions PutFunctionConcurrency PutFunctionEventInvokeConfig
    RemovePermission UpdateFunctionCode UpdateFunctionConfiguration`,
  logs: `CreateLogDelivery CreateLogGroup CreateLogStream DeleteLogDelivery DeleteLogGroup DeleteLogStream
    DeleteRetentionPolicy DescribeLogGroups DescribeLogStreams DescribeResourcePolicies FilterLogEvents GetLogDelivery
    GetLogEvents GetLogRecord GetQueryResults ListLogDeliveries PutLogEvents PutResourcePolicy PutRetentionPolicy
    PutSubscriptionFilter StartLiveTail StartQuery UpdateLogDelivery`,
  sqs: `AddPermission ChangeMessageVisibility CreateQueue DeleteMessage DeleteQueue GetQueueAttributes GetQueueUrl
    ListDeadLetterSourceQueues ListQueues PurgeQueue ReceiveMessage RemovePermission SendMessage SetQueueAttributes
    StartMessageMoveTask`,
  sns: `AddPermission ConfirmSubscription CreateTopic DeleteTopic GetTopicAttributes ListSubscriptionsByTopic Publish
    RemovePermission SetTopicAttributes Subscribe Unsubscribe`,
  s3: `AbortMultipartUpload BypassGovernanceRetention CreateBucket DeleteBucket DeleteBucketPolicy DeleteObject
    DeleteObjectTagging DeleteObjectVersion DeleteObjectVersionTagging GetBucketAcl GetBucketLocation
    GetBucketObjectLockConfiguration GetBucketPolicy GetBucketVersioning GetEncryptionConfiguration
    GetLifecycleConfiguration GetObject GetObjectAttributes GetObjectLegalHold GetObjectRetention GetObjectTagging
    GetObjectVersion GetObjectVersionAttributes ListAllMyBuckets ListBucket ListBucketMultipartUploads ListBucketVersions
    ListMultipartUploadParts PutBucketAcl PutBucketObjectLockConfiguration PutBucketPolicy PutBucketPublicAccessBlock
    PutBucketVersioning PutEncryptionConfiguration PutLifecycleConfiguration PutObject PutObjectAcl PutObjectLegalHold
    PutObjectRetention PutObjectTagging PutReplicationConfiguration ReplicateDelete ReplicateObject RestoreObject`,
  xray: "GetSamplingRules GetSamplingTargets GetTraceSummaries BatchGetTraces PutTelemetryRecords PutTraceSegments",
  ec2: `AssignPrivateIpAddresses CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DescribeSecurityGroups
    DescribeSubnets DescribeVpcs GetSecurityGroupsForVpc UnassignPrivateIpAddresses`,
  ses: "SendBulkEmail SendBulkTemplatedEmail SendEmail SendRawEmail SendTemplatedEmail",
  iam: "AttachRolePolicy CreatePolicyVersion DetachRolePolicy PassRole PutRolePolicy UpdateAssumeRolePolicy",
  sts: "AssumeRole AssumeRoleWithWebIdentity GetCallerIdentity TagSession",
  backup: `CopyFromBackupVault CopyIntoBackupVault DeleteBackupPlan DeleteBackupSelection DeleteBackupVault
    DeleteBackupVaultAccessPolicy DeleteBackupVaultLockConfiguration DeleteRecoveryPoint DescribeBackupVault
    DescribeRecoveryPoint
    PutBackupVaultAccessPolicy PutBackupVaultLockConfiguration StartBackupJob StartCopyJob StartRestoreJob
    UpdateRecoveryPointLifecycle`,
  events: "PutEvents",
  "execute-api": "Invoke InvalidateCache",
};

const known: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(actions).map(([service, names]) => [
    service,
    new Set(names.split(/\s+/u).map((name) => `${service}:${name}`.toLowerCase())),
  ]),
);

/** Every action that is known, in lower case. */
export const knownActions: readonly string[] = [...known.values()].flatMap((names) => [...names]);

/** @param service as in the name of an action: `kms`. */
export const isKnownService = (service: string): boolean => known.has(service);

/** Whether this is the name of an action, in any case: `kms:Decrypt`. */
export function isKnownAction(name: string): boolean {
  const action = name.toLowerCase();
  return known.get(action.slice(0, Math.max(0, action.indexOf(":"))))?.has(action) ?? false;
}

/** @throws Error when a policy's word for actions means none that is known. */
export function checkAction(pattern: string): void {
  if (pattern === "*") return;
  const word = pattern.toLowerCase();
  const names = known.get(word.slice(0, Math.max(0, word.indexOf(":"))));
  if (names === undefined || ![...names].some((name) => wildcard(word, name)))
    throw new Error(`an action that is not known: ${pattern}`);
}
