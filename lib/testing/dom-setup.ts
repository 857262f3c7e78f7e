import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);

// What is loaded when it is first shown takes its time on a busy machine.
configure({ asyncUtilTimeout: 5000 });
