"""Invented policy pages, each laid out as a well-known kind of site builder lays them out.

Each has the lines that a person reads as the policy, in order; numbers of lists are part of a line.
"""

from typing import Final

_HEAD = "<!doctype html><html lang=en><head><title>Privacy Policy – Quillmark</title></head><body>"
_P = (
    "We collect the address and the letters that you give us when you open an account.",
    "We use your personal data to deliver letters and to prevent fraud.",
    "We keep your letters for 90 days after you close your account.",
    "You may object to the processing of your personal data at any time.",
)
_NAV = "<nav><ul><li><a href=/>Home</a><li><a href=/pricing>Pricing</a><li><a href=/blog>Blog</a><li><a href=/login>Log in</a></ul></nav>"
_FOOT = "<footer><div><a href=/terms>Terms</a> <a href=/privacy>Privacy</a> <a href=/jobs>Jobs</a></div><p>© 2026 Quillmark Ltd.</p></footer>"
_BASE = ["Privacy Policy", "Data we collect", _P[0], "How we use it", _P[1]]


def _sections(*parts: tuple[str, str]) -> str:
    return "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in parts)


_TWO = (("Data we collect", _P[0]), ("How we use it", _P[1]))

PAGES: Final[dict[str, tuple[str, list[str]]]] = {
    "wordpress": (
        f"{_HEAD}<div id=page class=site><header class=site-header>{_NAV}</header><div id=content><article class='post page'>"
        f"<header class=entry-header><h1 class=entry-title>Privacy Policy</h1></header><div class=entry-content>{_sections(*_TWO)}</div>"
        "<footer class=entry-footer><span class=edit-link><a href=/edit>Edit</a></span></footer></article>"
        "<div class=sharedaddy><h3>Share this:</h3><ul><li><a href=#tw>Twitter</a><li><a href=#fb>Facebook</a></ul></div></div>"
        f"<aside class=widget-area><h2>Recent Posts</h2><ul><li><a href=/a>Ten inks</a><li><a href=/b>Five quills</a></ul></aside>{_FOOT}</div>",
        _BASE,
    ),
    "wordpress block editor": (
        f"{_HEAD}{_NAV}<main class=wp-block-group><h1 class=wp-block-post-title>Privacy Policy</h1><div class=wp-block-post-content>"
        f"<h2 class=wp-block-heading>Data we collect</h2><p class=has-text-align-left>{_P[0]}</p><hr class=wp-block-separator>"
        f"<h2 class=wp-block-heading>How we use it</h2><div class=wp-block-columns><div class=wp-block-column><p>{_P[1]}</p></div>"
        f"<div class=wp-block-column><p>{_P[2]}</p></div></div></div></main>{_FOOT}",
        [*_BASE, _P[2]],
    ),
    "webflow": (
        f"{_HEAD}<div class='navbar w-nav'><a href=/ class=w-nav-brand>Quillmark</a><div class=w-nav-menu><a href=/a class=w-nav-link>Product</a>"
        "<a href=/b class=w-nav-link>Pricing</a></div></div><section class=section><div class='container w-container'><h1>Privacy Policy</h1>"
        f"<div class='rich-text-block w-richtext'><p>‍</p><h2><strong>Data we collect</strong></h2><p>{_P[0]}<br>‍</p>"
        f"<h2><strong>How we use it<br>‍</strong></h2><p>{_P[1]}</p><p>‍</p></div></div></section>{_FOOT}",
        _BASE,
    ),
    "notion": (
        f"{_HEAD}<div class=notion-app-inner><div class=notion-topbar><div>Quillmark</div><div role=button>Share</div></div>"
        "<main class=notion-frame><div class=notion-page-block><h1 placeholder=Untitled>Privacy Policy</h1></div><div class=notion-page-content>"
        f"<div data-block-id=1 class=notion-sub_header-block><h3 class=content-editable>Data we collect</h3></div>"
        f"<div data-block-id=2 class='notion-selectable notion-text-block'><div><div data-content-editable-leaf=true>{_P[0]}</div></div></div>"
        f"<div data-block-id=3 class='notion-selectable notion-toggle-block'><div role=button aria-expanded=false></div><div>How we use it</div><div>{_P[1]}</div></div>"
        f"<div data-block-id=4 class='notion-bulleted_list-block'><div class=pseudoBefore></div><div>{_P[2]}</div></div>"
        "</div></main></div>",
        [*_BASE, _P[2]],
    ),
    "docusaurus": (
        f"{_HEAD}<nav aria-label=Main class=navbar><a href=/ class=navbar__brand>Quillmark</a></nav><div class=main-wrapper><aside class=theme-doc-sidebar-container>"
        "<ul class=menu__list><li><a href=/legal/terms>Terms</a><li><a href=/legal/privacy>Privacy Policy</a><li><a href=/legal/cookies>Cookies</a></ul></aside>"
        "<main><div class=container><nav class=theme-doc-breadcrumbs aria-label=Breadcrumbs><ul><li><a href=/>Home</a><li>Legal</ul></nav>"
        f"<article><div class='theme-doc-markdown markdown'><header><h1>Privacy Policy</h1></header>"
        f"<h2 class=anchor id=data>Data we collect<a href=#data class=hash-link aria-label='Direct link'>\u200b</a></h2><p>{_P[0]}</p>"
        f"<h2 class=anchor id=use>How we use it<a href=#use class=hash-link>#</a></h2><div class='theme-admonition admonition'><div class=admonitionHeading>Note</div><div><p>{_P[1]}</p></div></div></div>"
        "<footer class=theme-doc-footer><a href=https://github.example/edit>Edit this page</a><span>Last updated on <time datetime=2026-03-01>Mar 1, 2026</time></span></footer></article>"
        "<nav class=pagination-nav aria-label='Docs pages'><a href=/p><div>Previous</div><div>Terms</div></a><a href=/n><div>Next</div><div>Cookies</div></a></nav></div>"
        f"<div class=tableOfContents><ul><li><a href=#data>Data we collect</a><li><a href=#use>How we use it</a></ul></div></main></div>{_FOOT}",
        [*_BASE[:4], "Note", _P[1]],
    ),
    "zendesk": (
        f"{_HEAD}<header class=header>{_NAV}</header><main role=main><div class=container-divider></div><div class=container><nav class=sub-nav><ol class=breadcrumbs><li><a href=/hc>Help</a><li><a href=/l>Legal</a></ol>"
        "<form role=search><input type=search placeholder=Search></form></nav><div class=article-container><aside class=article-sidebar><h3>Articles in this section</h3>"
        "<ul><li><a href=/1>Terms of Service</a><li><a href=/2>Privacy Policy</a></ul></aside><article class=article><header class=article-header><h1 title='Privacy Policy'>Privacy Policy</h1>"
        "<div class=article-author><ul class=meta-group><li class=meta-data><time datetime=2026-01-04T10:00:00Z>2 months ago</time><li class=meta-data>Updated</ul></div></header>"
        f"<section class=article-info><div class=article-body>{_sections(*_TWO)}</div></section>"
        "<footer><div class=article-votes><span class=article-votes-question>Was this article helpful?</span><button>Yes</button><button>No</button><span>3 out of 7 found this helpful</span></div>"
        "<div class=article-more-questions>Have more questions? <a href=/req>Submit a request</a></div></footer>"
        f"<section class=related-articles><h2>Related articles</h2><ul><li><a href=/3>Refunds</a><li><a href=/4>Ink colours</a></ul></section></article></div></div></main>{_FOOT}",
        _BASE,
    ),
    "intercom": (
        f"{_HEAD}<header>{_NAV}<form><input placeholder='Search for articles...'></form></header><div class=section><div class=breadcrumb><a href=/en>All Collections</a><div>Legal</div></div>"
        "<div class=article><div class=intercom-force-break><h1>Privacy Policy</h1><div class=article__desc>What we do with letters.</div><div class=avatar><span>Written by <span>Ada Penn</span></span><div>Updated over a week ago</div></div></div>"
        f"<article dir=ltr><div class=intercom-interblocks-heading><h2>Data we collect</h2></div><div class=intercom-interblocks-paragraph><p>{_P[0]}</p></div>"
        f"<div class=intercom-interblocks-heading><h2>How we use it</h2></div><div class=intercom-interblocks-paragraph><p>{_P[1]}</p></div></article></div>"
        f"<div class=intercom-reaction-picker><div>Did this answer your question?</div><button>😞</button><button>😐</button><button>😃</button></div></div>{_FOOT}",
        ["Privacy Policy", "What we do with letters.", *_BASE[1:]],
    ),
    "next.js": (
        f"{_HEAD}<div id=__next><div class=css-1a><header class=css-2>{_NAV}</header><div class=css-3><h1 class=css-4>Privacy Policy</h1>"
        f"<div class=css-5><div class=css-6><h2 class=css-7>Data we collect</h2><span class=css-8>{_P[0]}</span></div><div class=css-6><h2 class=css-7>How we use it</h2><span class=css-8>{_P[1]}</span></div></div></div>"
        f'{_FOOT}</div></div><script id=__NEXT_DATA__ type=application/json>{{"props":{{"text":"We sell nothing"}}}}</script>',
        _BASE,
    ),
    "iubenda": (
        f"{_HEAD}<div id=iubenda_policy class=iubenda_fluid_policy><div class='iub_container'><div class=iub_header><h1>Privacy Policy</h1><p>This document contains the data controller's name.</p></div>"
        f"<h2 id=types>Data we collect</h2><div class=iub_content><p>{_P[0]}</p></div><div class=one_line_col><ul class=for_boxes><li><div class=iconed><h3>How we use it</h3><p>{_P[1]}</p></div></ul></div>"
        "<div class=iub_footer><p>Latest update: 3 March 2026</p><p><a href=https://iubenda.example>iubenda hosts this content</a></p></div></div></div>",
        [
            "Privacy Policy",
            "This document contains the data controller's name.",
            *_BASE[1:],
            "Latest update: 3 March 2026",
            "iubenda hosts this content",
        ],
    ),
    "termly": (
        f"{_HEAD}{_NAV}<div data-custom-class=body><div><strong><span style='font-size:26px'><span data-custom-class=title><bdt class=block-component></bdt><h1>Privacy Policy</h1></span></span></strong></div>"
        f"<div><br></div><div><span style='color:#7f7f7f'><strong><span data-custom-class=subtitle>Last updated <bdt>March 3, 2026</bdt></span></strong></span></div><div><br></div>"
        f"<div id=c style='line-height:1.5'><strong><span data-custom-class=heading_1><h2>Data we collect</h2></span></strong></div><div style='line-height:1.5'><span data-custom-class=body_text>{_P[0]}</span></div>"
        f"<div><strong><span data-custom-class=heading_1><h2>How we use it</h2></span></strong></div><div><span data-custom-class=body_text>{_P[1]}</span></div></div>{_FOOT}",
        ["Privacy Policy", "Last updated March 3, 2026", *_BASE[1:]],
    ),
    "onetrust notice": (
        f"{_HEAD}{_NAV}<div id=otnotice-1 class=otnotice><div class=otnotice-content><div class=otnotice-menu><ul class=otnotice-menu-list><li><a href=#s1>Data we collect</a><li><a href=#s2>How we use it</a></ul></div>"
        f"<div class=otnotice-sections><h1>Privacy Policy</h1><section id=s1 class=otnotice-section><h2 class=otnotice-section-header>Data we collect</h2><div class=otnotice-section-content><p>{_P[0]}</p></div></section>"
        f"<section id=s2 class=otnotice-section><h2 class=otnotice-section-header>How we use it</h2><div class=otnotice-section-content><p>{_P[1]}</p></div></section></div></div></div>{_FOOT}",
        _BASE,
    ),
    "onetrust cookie list": (
        f"{_HEAD}{_NAV}<main><h1>Cookie Policy</h1><p>We use cookies to keep you logged in.</p><div id=ot-sdk-cookie-policy><section class=ot-sdk-subgroup><h4>Strictly necessary cookies</h4><p>These cookies are needed for the site.</p>"
        "<table><thead><tr><th>Cookie subgroup</th><th>Cookies</th><th>Lifespan</th></tr></thead><tbody><tr><td>quill.example</td><td><a href=x>sid</a>, csrf</td><td>Session, 30 days</td></tr></tbody></table></section></div>"
        f"<button id=ot-sdk-btn class=ot-sdk-show-settings>Cookie Settings</button></main>{_FOOT}",
        [
            "Cookie Policy",
            "We use cookies to keep you logged in.",
            "Strictly necessary cookies",
            "These cookies are needed for the site.",
            "Cookie subgroup | Cookies | Lifespan",
            "quill.example | sid, csrf | Session, 30 days",
        ],
    ),
    "google sites": (
        f"{_HEAD}<div role=banner><div><a href=/home>Quillmark</a><ul role=navigation><li><a href=/home>Home</a><li><a href=/privacy>Privacy</a></ul></div></div><div role=main><section><div class=tyJCtd><h1 class=zfr3Q><span>Privacy Policy</span></h1></div></section>"
        f"<section><div><h2 class=zfr3Q><span>Data we collect</span></h2><p class=zfr3Q><span>We collect the address </span><span>and the letters that you give us when you open an account.</span></p></div></section>"
        f"<section><div><h2 class=zfr3Q><span>How we use it</span></h2><p class=zfr3Q><span>{_P[1]}</span></p></div></section></div><div role=contentinfo><button>Report abuse</button><a href=/ra>Page details</a></div>",
        _BASE,
    ),
    "google docs": (
        f"{_HEAD}<div id=contents><style>.c1{{font-weight:700}}</style><div class='c9 doc-content'><p class='c2 title'><span class=c3>Privacy Policy</span></p><h2 class=c4><span class=c5>Data we collect</span></h2><p class=c6><span class=c7>{_P[0]}</span></p>"
        f"<p class='c6 c8'><span class=c7></span></p><h2 class=c4><span class=c5>How we use it</span></h2><p class=c6><span class=c7>{_P[1]}</span></p></div></div><div id=footer><span>Published using Google Docs</span> <a href=/r>Report abuse</a></div>",
        _BASE,
    ),
    "react accordion": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1><div class=MuiAccordion-root><div class=MuiAccordionSummary-root role=button aria-expanded=false aria-controls=p1><p>Data we collect</p><svg></svg></div><div class=MuiCollapse-root style='height:0;visibility:hidden'><div role=region id=p1><p>{_P[0]}</p></div></div></div>"
        f"<div class=MuiAccordion-root><div class=MuiAccordionSummary-root role=button aria-expanded=false aria-controls=p2><p>How we use it</p></div><div class=MuiCollapse-root style='height:0;visibility:hidden'><div role=region id=p2><p>{_P[1]}</p></div></div></div></main>{_FOOT}",
        _BASE,
    ),
    "bootstrap accordion": (
        f"{_HEAD}{_NAV}<div class=container><h1>Privacy Policy</h1><div class=accordion id=acc><div class=accordion-item><h2 class=accordion-header><button class='accordion-button collapsed' data-bs-toggle=collapse data-bs-target=#c1>Data we collect</button></h2><div id=c1 class='accordion-collapse collapse'><div class=accordion-body>{_P[0]}</div></div></div>"
        f"<div class=accordion-item><h2 class=accordion-header><button class='accordion-button collapsed' data-bs-target=#c2>How we use it</button></h2><div id=c2 class='accordion-collapse collapse' style='display:none'><div class=accordion-body>{_P[1]}</div></div></div></div></div>{_FOOT}",
        _BASE,
    ),
    "details": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1><details><summary>Data we collect</summary><p>{_P[0]}</p></details><details><summary><h2>How we use it</h2></summary>{_P[1]}</details></main>{_FOOT}",
        _BASE,
    ),
    "tabs": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1><div role=tablist><button role=tab aria-selected=true aria-controls=t1>Data we collect</button><button role=tab aria-selected=false aria-controls=t2>How we use it</button></div>"
        f"<div role=tabpanel id=t1><p>{_P[0]}</p></div><div role=tabpanel id=t2 hidden><p>{_P[1]}</p></div></main>{_FOOT}",
        ["Privacy Policy", _P[0], _P[1]],
    ),
    "description list": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1><dl><dt>Data we collect</dt><dd>{_P[0]}</dd><dt>How we use it</dt><dd>{_P[1]}</dd></dl></main>{_FOOT}",
        _BASE,
    ),
    "definitions": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1><h2>Definitions</h2><dl><dt>Letter</dt><dd>means anything that you write.</dd><dt>Quill</dt><dd>means our unit of payment.</dd></dl>{_sections(_TWO[0])}</main>{_FOOT}",
        [
            "Privacy Policy",
            "Definitions",
            "Letter",
            "means anything that you write.",
            "Quill",
            "means our unit of payment.",
            *_BASE[1:3],
        ],
    ),
    "definition grid": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1><h2>Definitions</h2><div class='grid grid-cols-3'><div class=font-bold>Letter</div><div class=col-span-2>means anything that you write.</div><div class=font-bold>Quill</div><div class=col-span-2>means our unit of payment.</div></div>{_sections(_TWO[0])}</main>{_FOOT}",
        [
            "Privacy Policy",
            "Definitions",
            "Letter",
            "means anything that you write.",
            "Quill",
            "means our unit of payment.",
            *_BASE[1:3],
        ],
    ),
    "breaks": (
        f"{_HEAD}{_NAV}<div class=content><h1>Privacy Policy</h1><b>Data we collect</b><br>{_P[0]}<br><br><b>How we use it</b><br>{_P[1]}<br><br></div>{_FOOT}",
        _BASE,
    ),
    "single breaks": (
        f"{_HEAD}{_NAV}<div class=content><h1>Privacy Policy</h1><p><strong>Data we collect</strong><br>{_P[0]}<br><strong>How we use it</strong><br>{_P[1]}</p></div>{_FOOT}",
        _BASE,
    ),
    "non-breaking paragraphs": (
        f"{_HEAD}{_NAV}<div class=content><p style='text-align:center'><b><u>PRIVACY POLICY</u></b></p><p>&nbsp;</p><p><b>1.&nbsp;&nbsp;&nbsp;Data we collect</b></p><p>{_P[0]}</p><p>&nbsp;</p><p><b>2.&nbsp;&nbsp;&nbsp;How we use it</b></p><p>{_P[1]}</p></div>{_FOOT}",
        ["PRIVACY POLICY", "1. Data we collect", _P[0], "2. How we use it", _P[1]],
    ),
    "word": (
        f"{_HEAD}{_NAV}<div class=WordSection1><p class=MsoTitle>Privacy Policy<o:p></o:p></p><p class=MsoNormal><b><span lang=EN>Data we collect<o:p></o:p></span></b></p><p class=MsoNormal><span>{_P[0]}<o:p></o:p></span></p>"
        f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span>·<span style='font:7pt'>&nbsp;&nbsp; </span></span><!--[endif]-->{_P[1]}</p><p class=MsoListParagraph><!--[if !supportLists]--><span>·<span>&nbsp;&nbsp; </span></span><!--[endif]-->{_P[2]}</p></div>{_FOOT}",
        ["Privacy Policy", "Data we collect", _P[0], _P[1], _P[2]],
    ),
    "tables in divs": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1>{_sections(_TWO[0])}<h2>Who processes it</h2><div class=table><div class='row head'><div class=cell>Vendor</div><div class=cell>Purpose</div><div class=cell>Country</div></div>"
        "<div class=row><div class=cell>Inkwell</div><div class=cell>Hosting</div><div class=cell>Norland</div></div><div class=row><div class=cell>Blotter</div><div class=cell>E-mail</div><div class=cell>Sudland</div></div></div></main>"
        + _FOOT,
        [
            *_BASE[:3],
            "Who processes it",
            "Vendor | Purpose | Country",
            "Inkwell | Hosting | Norland",
            "Blotter | E-mail | Sudland",
        ],
    ),
    "aria table": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1>{_sections(_TWO[0])}<div role=table><div role=rowgroup><div role=row><span role=columnheader>Vendor</span><span role=columnheader>Purpose</span></div></div>"
        "<div role=rowgroup><div role=row><span role=cell>Inkwell</span><span role=cell>Hosting</span></div><div role=row><span role=cell>Blotter</span><span role=cell>E-mail</span></div></div></div></main>"
        + _FOOT,
        [*_BASE[:3], "Vendor | Purpose", "Inkwell | Hosting", "Blotter | E-mail"],
    ),
    "layout table": (
        f"{_HEAD}<table width=100%><tr><td colspan=2><a href=/>Home</a> | <a href=/shop>Shop</a> | <a href=/help>Help</a></td></tr><tr><td width=150><a href=/a>Inks</a><br><a href=/b>Quills</a><br><a href=/c>Paper</a></td>"
        f"<td><h1>Privacy Policy</h1>{_sections(*_TWO)}</td></tr><tr><td colspan=2>© 2026 Quillmark Ltd.</td></tr></table>",
        _BASE,
    ),
    "back to top": (
        f"{_HEAD}{_NAV}<main><h1 id=top>Privacy Policy</h1><ul><li><a href=#a>Data we collect</a><li><a href=#b>How we use it</a></ul><h2 id=a>Data we collect</h2><p>{_P[0]}</p><p><a href=#top>Back to top ↑</a></p><h2 id=b>How we use it</h2><p>{_P[1]}</p><p><a href=#top>Back to top ↑</a></p></main>{_FOOT}",
        ["Privacy Policy", "Data we collect", "How we use it", *_BASE[1:]],
    ),
    "side menu of versions": (
        f"{_HEAD}{_NAV}<div class=layout><div class=sidebar><h4>Previous versions</h4><ul><li><a href=/v1>March 2024</a><li><a href=/v2>June 2023</a><li><a href=/v3>May 2021</a></ul></div><div class=legal-text><h1>Privacy Policy</h1><p class=date>Effective March 1, 2026</p>{_sections(*_TWO)}</div></div>{_FOOT}",
        ["Privacy Policy", "Effective March 1, 2026", *_BASE[1:]],
    ),
    "summary beside": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1><section class=row><div class=col-8><h2>Data we collect</h2><p>{_P[0]}</p></div><aside class='col-4 tldr'><p>In short: only what you send us.</p></aside></section><section class=row><div class=col-8><h2>How we use it</h2><p>{_P[1]}</p></div><aside class='col-4 tldr'><p>In short: for letters.</p></aside></section></main>{_FOOT}",
        [
            "Privacy Policy",
            "Data we collect",
            _P[0],
            "In short: only what you send us.",
            "How we use it",
            _P[1],
            "In short: for letters.",
        ],
    ),
    "callout": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1><div class='alert alert-info' role=alert><strong>Important:</strong> this policy changes on 1 June 2026.</div>{_sections(*_TWO)}</main>{_FOOT}",
        ["Privacy Policy", "Important: this policy changes on 1 June 2026.", *_BASE[1:]],
    ),
    "contact card": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1>{_sections(*_TWO)}<h2>Contact</h2><address>Quillmark Ltd.<br>1 Ink Lane<br>Norland</address><p><a href=mailto:p@quill.example>p@quill.example</a></p></main>{_FOOT}",
        [*_BASE, "Contact", "Quillmark Ltd. 1 Ink Lane Norland", "p@quill.example"],
    ),
    "newsletter after": (
        f"{_HEAD}{_NAV}<div class=wrap><h1>Privacy Policy</h1>{_sections(*_TWO)}<div class=newsletter-signup><h3>Stay in the loop</h3><p>Get tips on ink in your inbox, every week.</p><form><input type=email><button>Subscribe</button></form></div></div>{_FOOT}",
        _BASE,
    ),
    "call to action band": (
        f"{_HEAD}{_NAV}<div class=wrap><section><h1>Privacy Policy</h1>{_sections(*_TWO)}</section><section class=cta><h2>Ready to write?</h2><p>Start your free trial today.</p><a class=button href=/signup>Get started</a></section></div>{_FOOT}",
        _BASE,
    ),
    "chat and cookie widgets": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1>{_sections(*_TWO)}</main><div id=hubspot-messages-iframe-container></div><div id=cookiescript_injected><div>This website uses cookies</div><p>We use cookies to make the site better.</p><button>Accept</button><button>Decline</button></div>{_FOOT}",
        _BASE,
    ),
    "language switch": (
        f"{_HEAD}<header><select><option>English<option>Deutsch<option>Français</select><ul class=langs><li><a href=/de>Deutsch</a><li><a href=/fr>Français</a><li><a href=/es>Español</a></ul></header><main><h1>Privacy Policy</h1>{_sections(*_TWO)}</main>{_FOOT}",
        _BASE,
    ),
    "numbered clauses": (
        f"{_HEAD}{_NAV}<main><h1>Privacy Policy</h1><ol><li><strong>Data we collect</strong><ol><li>{_P[0]}<li>{_P[1]}</ol><li><strong>Your rights</strong><ol type=a><li>{_P[3]}</ol></ol></main>{_FOOT}",
        [
            "Privacy Policy",
            "1. Data we collect",
            f"1. {_P[0]}",
            f"2. {_P[1]}",
            "2. Your rights",
            f"a. {_P[3]}",
        ],
    ),
    "shopify": (
        f"{_HEAD}<div id=shopify-section-header><a href=/>Quillmark</a><a href=/cart>Cart (0)</a></div><main id=MainContent><div class='shopify-policy__container'><div class=shopify-policy__title><h1>Privacy Policy</h1></div><div class=shopify-policy__body><div class=rte>{_sections(*_TWO)}<p>-----</p></div></div></div></main><div id=shopify-section-footer><h2>Quick links</h2><ul><li><a href=/search>Search</a></ul><p>© 2026, Quillmark Powered by Shopify</p></div>",
        _BASE,
    ),
    "squarespace": (
        f"{_HEAD}<header id=header>{_NAV}</header><main id=page><article class=sections><section class=page-section><div class=sqs-layout><div class='sqs-block html-block'><div class=sqs-html-content><h1>Privacy Policy</h1></div></div><div class=sqs-block><div class=sqs-html-content><h2>Data we collect</h2><p class=sqsrte-small>{_P[0]}</p></div></div><div class=sqs-block><div class=sqs-html-content><h2>How we use it</h2><p>{_P[1]}</p></div></div></div></section></article></main><footer class=sections><p>Made with ink</p></footer>",
        _BASE,
    ),
    "wix": (
        f"{_HEAD}<div id=SITE_CONTAINER><header id=SITE_HEADER><wix-dropdown-menu><nav><ul><li><a href=/>Home</a><li><a href=/s>Shop</a></ul></nav></wix-dropdown-menu></header><main id=PAGES_CONTAINER><div id=comp-1 class=wixui-rich-text data-testid=richTextElement><h1 class=font_2><span>Privacy Policy</span></h1></div><div class=wixui-rich-text><h2 class=font_2>Data we collect</h2><p class=font_8><span style='font-size:15px'>{_P[0]}</span></p><p class=font_8><span class=wixGuard>\u200b</span></p><h2 class=font_2>How we use it</h2><p class=font_8>{_P[1]}</p></div></main><footer id=SITE_FOOTER><p>©2026 by Quillmark. Proudly created with Wix.com</p></footer></div>",
        _BASE,
    ),
    "gitbook": (
        f"{_HEAD}<div class=gitbook-root><aside data-testid=table-of-contents><ul><li><a href=/t>Terms</a><li><a href=/p>Privacy Policy</a></ul></aside><main><header><h1>Privacy Policy</h1><button>Copy page</button></header><div><h2 id=d><a href=#d>#</a><div>Data we collect</div></h2><p>{_P[0]}</p><h2 id=u><a href=#u>#</a><div>How we use it</div></h2><p>{_P[1]}</p></div><div><a href=/t>Previous<span>Terms</span></a><a href=/c>Next<span>Cookies</span></a></div><div>Last updated <time>1 month ago</time></div><div>Was this helpful?</div></main></div>",
        _BASE,
    ),
    "elementor": (
        f"{_HEAD}<div data-elementor-type=header>{_NAV}</div><div data-elementor-type=wp-page class=elementor><div class='elementor-element e-con'><div class=elementor-widget-heading><h1 class=elementor-heading-title>Privacy Policy</h1></div><div class=elementor-widget-text-editor><p><b>Data we collect</b></p><p>{_P[0]}</p></div><div class=elementor-widget-toggle><div class=elementor-toggle-item><div class=elementor-tab-title role=button aria-expanded=false><a class=elementor-toggle-title tabindex=0>How we use it</a></div><div class='elementor-tab-content elementor-clearfix' role=region style='display:none'><p>{_P[1]}</p></div></div></div></div></div><div data-elementor-type=footer class=elementor><p>© Quillmark</p></div>",
        _BASE,
    ),
    "sub-processor cards": (
        f"{_HEAD}{_NAV}<main><h1>Sub-processors</h1><p>We use these companies to process personal data for us.</p><div class=cards><div class=card><h3>Inkwell Cloud</h3><p>Hosting</p><p>Norland</p></div><div class=card><h3>Blotter Mail</h3><p>E-mail</p><p>Sudland</p></div></div></main>{_FOOT}",
        [
            "Sub-processors",
            "We use these companies to process personal data for us.",
            "Inkwell Cloud",
            "Hosting",
            "Norland",
            "Blotter Mail",
            "E-mail",
            "Sudland",
        ],
    ),
}
