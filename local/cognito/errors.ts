import { AwsError } from "../types.ts";

const error = (code: string, message: string) => () => new AwsError(code, 400, message);
const invalid = (message: string) => error("InvalidParameterException", message);

/** The errors of user pools, with the messages that Amazon Cognito gives and without any value of the caller. */
export const cognitoErrors = {
  noPool: error("ResourceNotFoundException", "User pool does not exist."),
  noUser: error("UserNotFoundException", "User does not exist."),
  usernameTaken: error("UsernameExistsException", "User account already exists"),
  emailTaken: error("AliasExistsException", "An account with the email already exists."),
  usernameIsEmail: invalid(
    "Username cannot be of email format, since user pool is configured for email alias.",
  ),
  usernamePattern: invalid(
    "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
  ),
  usernameLength: invalid(
    "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
  ),
  emailFormat: invalid("Invalid email address format."),
  noEmailToVerify: invalid("Email is required to set email_verified."),
  noEmailForCode: invalid("Email is required for a user without a password."),
  noEmailToSend: invalid("No email provided but desired delivery medium was Email"),
  attributeTwice: invalid("An attribute is given twice."),
  tooManyRequests: error("TooManyRequestsException", "Too many requests"),
  internal: () => new AwsError("InternalErrorException", 500, "An internal error occurred."),
};
