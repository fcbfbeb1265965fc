/** The list of methods, to search, filter and sort. */
import { wake } from "./tables.js";

wake({ name: () => "tedd-methods" });
