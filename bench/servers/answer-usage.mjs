// Loaded before a server: it then tells whoever started it what it takes of the machine. No TypeScript, because Node would need
// time and memory to read that, which are measured here.
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ processorUs: user + system, memory: process.memoryUsage.rss() });
});
process.channel?.unref();
