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
  "AWS::WAFv2::WebACL": ["Name", "Scope"],
};

/** Types with such properties of which a new one in its place loses nothing: no data, and no address that others have. */
export const replaceable: readonly string[] = [
  "AWS::ApiGateway::Deployment",
  "AWS::Backup::BackupSelection",
  "AWS::Cognito::ManagedLoginBranding",
  "AWS::EC2::FlowLog",
  "AWS::EC2::RouteTable",
  "AWS::EC2::SecurityGroup",
  "AWS::EC2::Subnet",
  "AWS::EC2::SubnetRouteTableAssociation",
  "AWS::EC2::VPC",
  "AWS::EC2::VPCEndpoint",
  "AWS::IAM::ManagedPolicy",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Permission",
  "AWS::Logs::MetricFilter",
  "AWS::Route53Resolver::FirewallRuleGroupAssociation",
  "AWS::S3::BucketPolicy",
  "AWS::SNS::Subscription",
  "AWS::WAFv2::LoggingConfiguration",
  "AWS::WAFv2::WebACLAssociation",
  "AWS::XRay::SamplingRule",
];
