import { add, attribute, drop, grant, put, remove } from "../edits.ts";
import { arn, type Mutants, mutant, people } from "./mutant.ts";

export const functions: Mutants = {
  "dead-letters": [
    mutant(
      "a function that loses what it fails on",
      "PeopleFunction",
      drop("PeopleFunction", "DeadLetterConfig"),
    ),
    mutant(
      "a queue of somebody else",
      "JobsFunction",
      put("JobsFunction", "DeadLetterConfig.TargetArn", "arn:aws:sqs:us-east-1:999999999999:other"),
    ),
    mutant(
      "a stream that is held up",
      "ActivityEventSource",
      drop("ActivityEventSource", "MaximumRecordAgeInSeconds"),
    ),
    mutant(
      "a stream that forgets where it gave up",
      "ActivityEventSource",
      drop("ActivityEventSource", "DestinationConfig"),
    ),
    mutant(
      "six hours of trying",
      "JobsFunction",
      drop("FunctionsJobsAsynchronous", "MaximumEventAgeInSeconds"),
    ),
    mutant("as long as Lambda likes", "JobsFunction", remove("FunctionsJobsAsynchronous")),
  ],
  "function-environment": [
    mutant(
      "too much",
      "PeopleFunction",
      put("PeopleFunction", "Environment.Variables.KITH_MORE", "x".repeat(5_000)),
    ),
    mutant(
      "the API",
      "PeopleFunction",
      put("PeopleFunction", "Environment.Variables.KITH_URL", { "Fn::Sub": `https://\${Api}.example.org` }),
    ),
    mutant(
      "an app client",
      "PeopleFunction",
      put("PeopleFunction", "Environment.Variables.KITH_CLIENT", { Ref: "MembersClient" }),
    ),
  ],
  "function-logs": [
    mutant("Lambda's own group", "PeopleFunction", drop("PeopleFunction", "LoggingConfig")),
    mutant(
      "a group by name",
      "PeopleFunction",
      put("PeopleFunction", "LoggingConfig.LogGroup", "/aws/lambda/people"),
    ),
  ],
  "function-permissions": [
    mutant("a function made too early", "PeopleFunction", attribute("PeopleFunction", "DependsOn", [])),
    mutant(
      "a role without a policy",
      "PeopleFunction",
      put(people, "Roles", []),
      put("FunctionsPeoplePolicy", "Roles", []),
    ),
    mutant("a role that names its policy", "RolesPeople", (resources) => {
      const id = Object.keys(resources).find((one) => one.startsWith(people));
      put("RolesPeople", "ManagedPolicyArns", [{ Ref: id }])(resources);
    }),
  ],
  "log-retention": [
    mutant("for ever", "PeopleLogs", drop("PeopleLogs", "RetentionInDays")),
    mutant("a day", "PeopleLogs", put("PeopleLogs", "RetentionInDays", 1)),
    mutant("a number that CloudWatch does not know", "PeopleLogs", put("PeopleLogs", "RetentionInDays", 100)),
  ],
  "narrow-grants": [
    mutant(
      "everything of a service",
      people,
      grant(people, { Action: "dynamodb:*", Resource: arn("CommunityTable") }),
    ),
    mutant("every resource", people, grant(people, { Action: "kms:Decrypt", Resource: "*" })),
    mutant("every bucket", people, grant(people, { Action: "s3:GetObject", Resource: "arn:aws:s3:::*" })),
    mutant("everything but", people, grant(people, { NotAction: "iam:*", Resource: arn("CommunityTable") })),
    mutant(
      "AWS's own policy",
      "RolesPeople",
      put("RolesPeople", "ManagedPolicyArns", ["arn:aws:iam::aws:policy/AdministratorAccess"]),
    ),
    mutant("a user", "User", add("User", "AWS::IAM::User")),
  ],
  "network-inside": [
    mutant("an opener outside", "PeopleFunction", add("Vpc", "AWS::EC2::VPC", {})),
    mutant("a way out", "Way", add("Way", "AWS::EC2::NatGateway", {})),
    mutant("public addresses", "Subnet", add("Subnet", "AWS::EC2::Subnet", { MapPublicIpOnLaunch: true })),
    mutant(
      "a zone that stands for one",
      "Subnet",
      add("Subnet", "AWS::EC2::Subnet", { AvailabilityZone: "dummy1a" }),
    ),
    mutant(
      "a private name of streams",
      "Endpoint",
      add("Endpoint", "AWS::EC2::VPCEndpoint", {
        ServiceName: "com.amazonaws.us-east-1.dynamodb-streams",
        PrivateDnsEnabled: true,
      }),
    ),
  ],
};
