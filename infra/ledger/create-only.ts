/**
 * Properties that CloudFormation sets when it makes a resource and never again, by the types of our templates that the
 * ledger follows. `test/infra/ledger` compares this list with what AWS's own rules for templates (I9001) say of them.
 */
export const createOnly: Readonly<Record<string, readonly string[]>> = {
  "AWS::ApiGateway::BasePathMapping": ["BasePath", "DomainName"],
  "AWS::ApiGateway::DomainName": ["DomainName"],
  "AWS::ApiGateway::Stage": ["RestApiId", "StageName"],
  "AWS::Backup::BackupVault": ["BackupVaultName", "EncryptionKeyArn"],
  "AWS::Cognito::UserPoolClient": ["GenerateSecret", "UserPoolId"],
  "AWS::Cognito::UserPoolDomain": ["Domain", "UserPoolId"],
  "AWS::Cognito::UserPoolIdentityProvider": ["ProviderName", "ProviderType", "UserPoolId"],
  "AWS::Cognito::UserPoolResourceServer": ["Identifier", "UserPoolId"],
  "AWS::DynamoDB::GlobalTable": ["KeySchema", "TableName"],
  "AWS::KMS::Alias": ["AliasName"],
  "AWS::Logs::LogGroup": ["LogGroupName"],
  "AWS::S3::Bucket": ["BucketName"],
  "AWS::WAFv2::WebACL": ["Name"],
};

/** Types with such properties that hold nothing, and that nobody outside the stack has the address of. */
export const replaceable: readonly string[] = [
  "AWS::ApiGateway::Deployment",
  "AWS::Cognito::ManagedLoginBranding",
  "AWS::IAM::ManagedPolicy",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Permission",
  "AWS::S3::BucketPolicy",
];
