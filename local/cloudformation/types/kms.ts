import { arn } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

const keyId = (naming: Naming): string => naming.uuid();

export const kms: ResourceTypes = {
  "AWS::KMS::Key": {
    ref: keyId,
    attributes: { Arn: (naming) => arn(naming, "kms", `key/${keyId(naming)}`), KeyId: keyId },
  },
  "AWS::KMS::Alias": { ref: (naming) => naming.required("AliasName"), attributes: {} },
};
