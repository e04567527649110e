import { Type } from 'typebox';
import { Link } from '../schemas.ts';

const workspace = {
  type: Type.Literal('workspace'),
  uuid: Type.String(),
  name: Type.String(),
  slug: Type.String(),
  links: Type.Object({ self: Link, html: Link, avatar: Link, repositories: Type.Optional(Link) }),
};

/** A workspace that stands inside another object. */
export const WorkspaceReference = Type.Object(workspace);

export const WorkspaceAnswer = Type.Object(
  { ...workspace, is_private: Type.Boolean(), created_on: Type.String({ format: 'date-time' }) },
  { description: 'A workspace: what repositories are gathered in.' },
);
