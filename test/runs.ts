/** How many times the usual number of runs a property gets: 1, more in `npm run test:long`, and fewer for each mutant. */
export const longer = Number(process.env.KITH_RUNS ?? 1);

/** The number of runs of a property that by itself is held to `usual` of them. */
export const runs = (usual: number): number => Math.ceil(usual * longer);
