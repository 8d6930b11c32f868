import {
  CfnBasePathMapping,
  CfnDomainName,
  type CfnRestApi,
  type CfnStage,
} from "aws-cdk-lib/aws-apigateway";
import { Construct } from "constructs";
import type { TenantConfig } from "../tenant-config.ts";
import { keptUnlessNew, pinned } from "./names.ts";
import { output } from "./output.ts";

/** The tenant's own name for the API, at whose root the stage then stands. DNS is the tenant's to set. */
export function apiDomain(
  parent: Construct,
  domain: Exclude<TenantConfig["domain"], "none">,
  api: CfnRestApi,
  stage: CfnStage,
): void {
  const scope = new Construct(parent, "OwnName");
  const name = keptUnlessNew(
    "ApiDomain",
    new CfnDomainName(scope, "Domain", {
      domainName: domain.name,
      regionalCertificateArn: domain.certificateArn,
      endpointConfiguration: { types: ["REGIONAL"] },
      securityPolicy: "TLS_1_2",
    }),
  );
  const at = { domainName: name.ref, restApiId: api.ref, stage: stage.ref };
  pinned("ApiDomainMapping", new CfnBasePathMapping(scope, "Mapping", at));
  output(scope, "ApiDnsTarget", name.attrRegionalDomainName, "DNS: what the API's own name points to.");
}
