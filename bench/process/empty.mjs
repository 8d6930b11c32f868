// The floor of a cold start.
export const handler = async () => ({ statusCode: 200 });
