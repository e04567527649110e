// Loaded before the program: it then tells whoever started it what it takes of the machine.
import { answerUsage } from './usage.ts';

answerUsage();
process.channel?.unref();
