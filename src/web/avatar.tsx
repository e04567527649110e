const degrees = 360;

/** A square with the first letter of a name, in a colour that stays with the UUID. */
export function Avatar({ name, uuid }: { readonly name: string; readonly uuid: string }) {
  const hue = Number.parseInt(uuid.slice(1, 5), 16) % degrees;
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64" role="img">
      <title>{name}</title>
      <rect width="64" height="64" rx="8" fill={`hsl(${hue} 45% 40%)`} />
      <text x="32" y="43" font-family="system-ui, sans-serif" font-size="32" text-anchor="middle" fill="#fff">
        {([...name][0] ?? '?').toUpperCase()}
      </text>
    </svg>
  );
}
