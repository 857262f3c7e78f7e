import { auth } from "../messages/en/auth";
import { common } from "../messages/en/common";
import { errors } from "../messages/en/errors";
import { shell } from "../messages/en/shell";
import { sourceViewer } from "../messages/en/source-viewer";
import { workflows } from "../messages/en/workflows";

/** What every page may need: the frame around it, who is signed in, what can fail. */
export const everywhereMessages = { auth, common, errors, shell, sourceViewer, workflows };
