/** The four states of a build, in Bitbucket's words. */
export const buildStates = ['SUCCESSFUL', 'FAILED', 'INPROGRESS', 'STOPPED'] as const;

export type BuildState = (typeof buildStates)[number];
