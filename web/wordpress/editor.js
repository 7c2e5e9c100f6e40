/**
 * The checks of a post, for those who write it: a panel in the block editor, a meta box in the classic one, and the blocks.
 *
 * What a dossier is worth in this article, the widget itself says. It runs in a frame without anything but the text, under a
 * policy that lets it fetch nothing but its own files and the dossier, so panel and page cannot disagree.
 */
( function ( wp, settings ) {
	'use strict';

	const { createElement: el, Fragment, useEffect, useRef, useState } = wp.element;
	const { __, _n, sprintf } = wp.i18n;
	const { FormFileUpload, Notice, TextareaControl, SelectControl } = wp.components;
	const { useSelect, useDispatch } = wp.data;

	const META = '_sourcemark_dossier';
	const NOTHING = { state: 'none', items: [], unplaced: [], drafts: [], mistakes: [], advice: [] };
	const PAUSE = 800; // ms without a keystroke: then what was typed is looked at

	wp.data.register( wp.data.createReduxStore( 'sourcemark', {
		reducer: ( checks = NOTHING, action ) => ( action.type === 'SET' ? action.checks : checks ),
		actions: { set: ( checks ) => ( { type: 'SET', checks } ) },
		selectors: { get: ( checks ) => checks },
	} ) );

	const isJSON = ( dossier ) => /^[{[]/.test( dossier );
	const isAddress = ( word ) => /^(?:https?:\/\/[^/]|\/)/.test( word );

	/**
	 * Returns what is for readers of the words of a post, as HTML: no element that fetches or runs something.
	 */
	function wordsOf( title, html ) {
		const doc = new DOMParser().parseFromString( html, 'text/html' );
		const away = 'script,style,link,meta,base,iframe,object,embed,img,picture,source,video,audio,svg,form,input,textarea,select,button';
		doc.querySelectorAll( away ).forEach( ( e ) => e.remove() );
		doc.querySelectorAll( '*' ).forEach( ( e ) => {
			for ( const { name } of [ ...e.attributes ] ) {
				if ( ! [ 'class', 'id', 'lang', 'dir', 'hidden', 'aria-hidden', 'role' ].includes( name ) ) {
					e.removeAttribute( name );
				}
			}
		} );
		const heading = doc.createElement( 'h1' );
		heading.textContent = title;
		doc.body.prepend( heading );
		return doc.body.innerHTML;
	}

	/**
	 * Runs the widget on a text, and resolves to what it says of each check.
	 */
	function check( { dossier, title, html, url } ) {
		const quoted = ( s ) => s.replace( /&/g, '&amp;' ).replace( /"/g, '&quot;' ).replace( /</g, '&lt;' );
		const origin = ( address ) => new URL( address, url || location.href ).origin;
		const own = origin( settings.widget );
		const addresses = isJSON( dossier ) ? [] : dossier.split( /\s+/ ).map( ( a ) => new URL( a, location.href ).href );
		const policy = `default-src 'none'; script-src ${ own } 'wasm-unsafe-eval'; style-src ${ own }; connect-src ${ [ own, ...addresses.map( origin ) ].join( ' ' ) }`;
		const frame = document.createElement( 'iframe' );
		frame.setAttribute( 'aria-hidden', 'true' );
		frame.tabIndex = -1;
		frame.title = __( 'Checks', 'sourcemark' );
		frame.style.cssText = 'position:fixed;left:-9999px;top:0;width:800px;height:600px;border:0;visibility:hidden';
		frame.srcdoc = `<!doctype html><html lang="${ quoted( settings.article ) }"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${ quoted( policy ) }">` +
			`<title>-</title>${ url ? `<link rel="canonical" href="${ quoted( url ) }">` : '' }</head><body><article>${ wordsOf( title, html ) }</article>` +
			( isJSON( dossier ) ? `<script type="application/json" class="sourcemark-records">${ dossier.replace( /</g, '\\u003c' ) }</script>` : '' ) +
			`<script async src="${ quoted( settings.widget ) }" data-records="${ isJSON( dossier ) ? 'inline' : quoted( addresses.join( ' ' ) ) }"` +
			` data-root="article" data-lang="${ quoted( settings.language ) }" data-summary="none"></script></body></html>`;
		const mistakes = [];
		let late;
		return new Promise( ( done ) => {
			late = setTimeout( () => done( { failed: __( 'The checks did not answer.', 'sourcemark' ) } ), 60000 ); // ms: a slow machine needs seconds
			document.body.append( frame );
			frame.addEventListener( 'load', async () => {
				const inside = frame.contentWindow;
				const api = inside.sourcemark;
				if ( ! api ) {
					done( { failed: __( 'The files of the plugin did not load.', 'sourcemark' ) } );
					return;
				}
				inside.document.addEventListener( 'sourcemark:error', ( e ) => mistakes.push( ...e.detail.message.split( '\n' ) ) );
				inside.document.addEventListener( 'sourcemark:blocked', ( e ) => done( { failed: e.detail.reason } ) );
				try {
					await api.ready;
					const copy = ( x ) => JSON.parse( JSON.stringify( x ) );
					done( { items: copy( api.items() ), unplaced: copy( api.report().unplaced ) } );
				} catch ( e ) {
					if ( ! mistakes.length ) {
						mistakes.push( ...String( e.message ).split( '\n' ) );
					}
					done( {} );
				}
			} );
		} ).then( ( found ) => {
			clearTimeout( late );
			frame.remove();
			const told = mistakes.map( ( m ) => m.replace( /^records block 1: /, '' ) );
			return { ...NOTHING, state: 'checked', ...found, mistakes: [ ...new Set( told ) ] };
		} );
	}

	/**
	 * Returns the records of a dossier that readers do not see.
	 */
	function hiddenIn( dossier ) {
		try {
			return [].concat( JSON.parse( dossier ).hasPart ?? [] ).filter( ( r ) => r.status === 'draft' || r.status === 'withdrawn' );
		} catch {
			return [];
		}
	}

	/**
	 * Looks at a dossier in an article whenever one of them has changed, and keeps what comes of it in the store.
	 *
	 * @param {string}   dossier What was typed.
	 * @param {Function} article Returns { title, html, url }.
	 * @param {Array}    changed Changes with the article.
	 */
	function useChecks( dossier, article, changed ) {
		const { set } = useDispatch( 'sourcemark' );
		const turn = useRef( 0 );
		useEffect( () => {
			const mine = ++turn.current;
			if ( ! dossier.trim() ) {
				set( NOTHING );
				return;
			}
			set( { ...wp.data.select( 'sourcemark' ).get(), state: 'checking' } );
			const timer = setTimeout( async () => {
				const strange = isJSON( dossier.trim() ) ? undefined : dossier.trim().split( /\s+/ ).find( ( word ) => ! isAddress( word ) );
				let found;
				try {
					found = strange !== undefined
						/* translators: %s: what was typed, shortened. */
						? { ...NOTHING, state: 'checked', mistakes: [ sprintf( __( '“%s” is neither a dossier in JSON nor its address, which begins with https:// or /.', 'sourcemark' ), short( strange, 60 ) ) ] }
						: await check( { dossier: dossier.trim(), ...article() } );
				} catch ( e ) {
					found = { ...NOTHING, state: 'checked', mistakes: [ String( e.message ) ] };
				}
				if ( settings.server && isJSON( dossier.trim() ) && ! found.mistakes.length ) {
					try {
						const { findings } = await wp.apiFetch( { path: '/sourcemark/v1/lint', method: 'POST', data: { dossier } } );
						found.advice = findings.filter( ( f ) => f.rule !== 'schema' );
					} catch ( e ) {
						found.advice = [ { message: e.message, path: '', fix: '' } ];
					}
				}
				if ( mine === turn.current ) {
					set( { ...found, drafts: hiddenIn( dossier ) } );
				}
			}, PAUSE );
			return () => clearTimeout( timer );
		}, [ dossier, ...changed ] );
	}

	const short = ( text, most = 90 ) => ( text.length > most ? text.slice( 0, most ).replace( /\s+\S*$/, '' ) + '…' : text );

	function whyPlaced( item ) {
		if ( item.relation === 'differs' ) {
			return [ 'changed', __( 'The article says something else than the record. The verdict is not shown.', 'sourcemark' ) ];
		}
		if ( item.automatic ) {
			return [ 'changed', __( 'Matched automatically: look whether it is the same statement.', 'sourcemark' ) ];
		}
		return {
			exact: [ 'placed', __( 'In its place.', 'sourcemark' ) ],
			moved: [ 'placed', __( 'In its place, which is elsewhere than when it was checked.', 'sourcemark' ) ],
			edited: [ 'changed', __( 'Shown. The words around it, or some of its own, have changed.', 'sourcemark' ) ],
			restated: [ 'changed', __( 'Shown. The article says it in other words.', 'sourcemark' ) ],
		}[ item.placement ] ?? [ 'placed', '' ];
	}

	function whyUnplaced( one ) {
		if ( one.differences.length ) {
			return one.differences
				/* translators: 1: what the article says, 2: what the record says. */
				.map( ( d ) => sprintf( __( 'Not shown: the article has “%1$s”, the record “%2$s”.', 'sourcemark' ), d.article || '–', d.record || '–' ) )
				.join( ' ' );
		}
		return one.placement === 'ambiguous'
			? __( 'Not shown: its words are in the article more than once. Add words before or after them to its anchor.', 'sourcemark' )
			: __( 'Not shown: its words are not in the article.', 'sourcemark' );
	}

	function Check( { kind, id, verdict, text, why } ) {
		return el( 'li', { className: 'is-' + kind },
			el( 'p', { className: 'sourcemark-verdict' }, el( 'span', { className: 'sourcemark-id' }, id.replace( /^#/, '' ) ), verdict ),
			el( 'p', null, short( text ) ),
			el( 'p', { className: 'sourcemark-why' }, why )
		);
	}

	function Message( { status, children } ) {
		return el( Notice, { className: 'sourcemark-notice', status, isDismissible: false }, children );
	}

	/**
	 * The field for the dossier, and what became of each check.
	 */
	function Checks( { dossier, onChange, state, name, rows } ) {
		const checks = useSelect( ( select ) => select( 'sourcemark' ).get(), [] );
		const shown = checks.items.length;
		const all = shown + checks.unplaced.length;
		let status = '';
		if ( checks.state === 'checking' ) {
			status = __( 'Checking…', 'sourcemark' );
		} else if ( checks.failed ) {
			/* translators: %s: why. */
			status = sprintf( __( 'It cannot be said here what becomes of the checks: %s', 'sourcemark' ), checks.failed );
		} else if ( checks.state === 'checked' && ! checks.mistakes.length ) {
			status = all
				/* translators: 1: how many checks are shown, 2: how many there are. */
				? sprintf( __( 'Checks in the article: %1$d of %2$d.', 'sourcemark' ), shown, all )
				: __( 'None of these checks is about this article.', 'sourcemark' );
		}
		return el( Fragment, null,
			el( FormFileUpload, {
				variant: 'secondary', accept: '.json,.jsonld,application/json,application/ld+json',
				onChange: async ( e ) => {
					const input = e.currentTarget;
					const text = await input.files[ 0 ]?.text();
					input.value = ''; // the same file, after another correction, is a change too
					if ( text !== undefined ) {
						onChange( text );
					}
				},
			}, __( 'Choose the file of the checks', 'sourcemark' ) ),
			el( TextareaControl, { // which gives the field an identifier of its own, and its label the same
				className: 'sourcemark-field', label: __( 'Dossier', 'sourcemark' ),
				help: __( 'What is in that file, or its address on a site. The desk writes the file into the folder “public”. After a correction choose it again, and save the post.', 'sourcemark' ),
				name, rows, value: dossier, onChange, spellCheck: false, dir: 'ltr',
			} ),
			name && el( 'input', { type: 'hidden', name: 'sourcemark_mistakes', value: checks.state === 'checked' ? checks.mistakes.join( '\n' ) : '' } ),
			checks.mistakes.length > 0 && el( Message, { status: 'error' },
				el( 'p', null, el( 'strong', null, isJSON( dossier.trim() ) ? __( 'The dossier has mistakes and cannot be saved:', 'sourcemark' ) : __( 'There is no dossier here:', 'sourcemark' ) ) ),
				checks.mistakes.slice( 0, 5 ).map( ( m, i ) => el( 'p', { key: i }, m ) ),
				! isJSON( dossier.trim() ) && el( 'p', null, __( 'If the file is on your computer, use the button “Choose the file of the checks”. Its name ends in .json.', 'sourcemark' ) )
			),
			state?.error && el( Message, { status: 'error' }, el( 'p', null, state.error ), el( 'p', null, __( 'The post is shown without checks. Save it again to try once more.', 'sourcemark' ) ) ),
			state && ! state.error && el( 'p', { className: 'sourcemark-status is-quiet' }, state.rendered
				/* translators: %s: date and time. */
				? sprintf( __( 'Rendered on %s.', 'sourcemark' ), state.at )
				/* translators: 1: date and time, 2: why. */
				: sprintf( __( 'Shown without checks since %1$s: %2$s', 'sourcemark' ), state.at, state.reason || __( 'there is nothing to show', 'sourcemark' ) ) ),
			el( 'p', { className: 'sourcemark-status', role: 'status' }, status ),
			el( 'ul', { className: 'sourcemark-checks' },
				checks.unplaced.map( ( u, i ) => el( Check, { key: 'u' + i, kind: 'missing', id: u.id, verdict: __( 'Not in the article', 'sourcemark' ), text: u.text || u.exact, why: whyUnplaced( u ) } ) ),
				checks.items.map( ( item, i ) => {
					const [ kind, why ] = whyPlaced( item );
					return el( Check, { key: 'i' + i, kind, id: item.id, verdict: item.verdict || item.status, text: item.text, why } );
				} ),
				checks.drafts.map( ( r, i ) => el( Check, {
					key: 'd' + i, kind: 'draft', id: String( r[ '@id' ] ?? '' ), verdict: r.status === 'draft' ? __( 'Draft', 'sourcemark' ) : __( 'Withdrawn', 'sourcemark' ),
					text: typeof r.text === 'string' ? r.text : String( r.quote ?? '' ),
					why: r.status === 'draft' ? __( 'Readers do not see it.', 'sourcemark' ) : __( 'Readers see that it was withdrawn, and why.', 'sourcemark' ),
				} ) )
			),
			checks.advice.length > 0 && el( Fragment, null,
				el( 'p', { className: 'sourcemark-status' }, __( 'Before you publish', 'sourcemark' ) ),
				el( 'ul', { className: 'sourcemark-advice' }, checks.advice.map( ( a, i ) => el( 'li', { key: i }, [ a.path, a.message + ( a.fix ? ' ' + a.fix : '' ) ].filter( Boolean ).join( ': ' ) ) ) )
			)
		);
	}

	/**
	 * Refuses what saves a broken dossier and does not ask whether the post is locked, such as "Save draft".
	 */
	function refuse( options, next ) {
		const { mistakes } = wp.data.select( 'sourcemark' ).get();
		if ( options.data?.meta?.[ META ] && mistakes.length && options.method !== 'GET' ) {
			return Promise.reject( { code: 'sourcemark_dossier', message: refusal( mistakes.join( ' ' ) ) } );
		}
		return next( options );
	}

	/* translators: %s: what is wrong. */
	const refusal = ( broken ) => sprintf( __( 'The post cannot be saved while its dossier has mistakes. %s', 'sourcemark' ), short( broken, 300 ) );

	/**
	 * What runs as long as the block editor is open: it checks, and holds a save back while the dossier is broken.
	 */
	function Panel( { DocumentPanel } ) {
		const post = useSelect( ( select ) => {
			const { getEditedPostAttribute, getPermalink, getBlocks } = { ...select( 'core/editor' ), getBlocks: select( 'core/block-editor' ).getBlocks };
			return { meta: getEditedPostAttribute( 'meta' ), title: getEditedPostAttribute( 'title' ), state: getEditedPostAttribute( 'sourcemark' ), url: getPermalink(), blocks: getBlocks() };
		}, [] );
		const checks = useSelect( ( select ) => select( 'sourcemark' ).get(), [] );
		const { editPost, lockPostSaving, unlockPostSaving } = useDispatch( 'core/editor' );
		const { createErrorNotice, removeNotice } = useDispatch( 'core/notices' );
		const dossier = post.meta?.[ META ] ?? '';
		useChecks( dossier, () => ( { title: post.title, html: wp.data.select( 'core/editor' ).getEditedPostContent(), url: post.url } ), [ post.title, post.blocks, post.url ] );
		const broken = checks.mistakes.join( ' ' );
		useEffect( () => {
			if ( broken ) {
				lockPostSaving( 'sourcemark' );
				createErrorNotice( refusal( broken ), { id: 'sourcemark' } );
				return () => {
					unlockPostSaving( 'sourcemark' );
					removeNotice( 'sourcemark' );
				};
			}
		}, [ broken ] );
		if ( ! post.meta ) {
			return null;
		}
		return el( DocumentPanel, { name: 'sourcemark', title: __( 'Checks', 'sourcemark' ), className: 'sourcemark-panel' },
			el( Checks, { dossier, state: post.state, rows: 6, onChange: ( value ) => editPost( { meta: { [ META ]: value } } ) } )
		);
	}

	/**
	 * The meta box of the classic editor.
	 */
	function MetaBox( { given, url, state } ) {
		const [ dossier, setDossier ] = useState( given );
		const [ changes, setChanges ] = useState( 0 );
		const article = () => {
			const rich = window.tinymce?.get( 'content' );
			const raw = document.getElementById( 'content' )?.value ?? '';
			const html = rich && ! rich.isHidden() ? rich.getContent() : window.switchEditors?.wpautop( raw ) ?? raw;
			return { title: document.getElementById( 'title' )?.value ?? '', html, url };
		};
		useEffect( () => {
			const changed = () => setChanges( ( n ) => n + 1 );
			const listen = ( editor ) => editor.on( 'change keyup', changed );
			const added = ( e ) => e.editor.id === 'content' && listen( e.editor );
			const fields = [ 'title', 'content' ].map( ( id ) => document.getElementById( id ) ).filter( Boolean );
			fields.forEach( ( f ) => f.addEventListener( 'input', changed ) );
			const rich = window.tinymce?.get( 'content' );
			if ( rich ) {
				listen( rich );
			}
			window.tinymce?.on( 'AddEditor', added );
			return () => fields.forEach( ( f ) => f.removeEventListener( 'input', changed ) );
		}, [] );
		useChecks( dossier, article, [ changes ] );
		return el( Checks, { dossier, state, name: 'sourcemark_dossier', rows: 8, onChange: setDossier } );
	}

	function Place( { title, help, children, ...more } ) {
		return el( 'div', wp.blockEditor.useBlockProps( { className: 'sourcemark-place', ...more } ), el( 'p', null, el( 'strong', null, title ) ), help && el( 'p', null, help ), children );
	}

	wp.blocks.registerBlockType( 'sourcemark/summary', {
		edit() {
			const checks = useSelect( ( select ) => select( 'sourcemark' ).get(), [] );
			const n = checks.items.length;
			return el( Place, {
				title: __( 'Summary of checks', 'sourcemark' ),
				/* translators: %d: number of checks. */
				help: n ? sprintf( _n( 'Readers see here that %d statement was checked, and what came of it.', 'Readers see here that %d statements were checked, and what came of them.', n, 'sourcemark' ), n )
					: __( 'Readers see here how many statements were checked, once the post has a dossier (panel “Checks”).', 'sourcemark' ),
			} );
		},
		save: () => null,
	} );

	wp.blocks.registerBlockType( 'sourcemark/card', {
		edit( { attributes, setAttributes } ) {
			const checks = useSelect( ( select ) => select( 'sourcemark' ).get(), [] );
			const id = ( one ) => one.id.replace( /^#/, '' );
			const known = [ ...checks.items, ...checks.unplaced ];
			const chosen = known.find( ( one ) => id( one ) === attributes.record );
			const options = [ { value: '', label: __( 'Choose a check', 'sourcemark' ) }, ...known.map( ( one ) => ( { value: id( one ), label: id( one ) + ': ' + short( one.text, 60 ) } ) ) ];
			if ( attributes.record && ! chosen ) {
				options.push( { value: attributes.record, label: attributes.record } );
			}
			return el( Place, {
				title: chosen?.verdict || __( 'Card of a check', 'sourcemark' ),
				help: chosen?.text ?? ( known.length ? '' : __( 'Readers see a card here, once the post has a dossier (panel “Checks”).', 'sourcemark' ) ),
			}, el( SelectControl, { label: __( 'Check', 'sourcemark' ), hideLabelFromVision: true, value: attributes.record, options, onChange: ( record ) => setAttributes( { record } ) } ) );
		},
		save: () => null,
	} );

	wp.domReady( () => {
		const DocumentPanel = wp.editor?.PluginDocumentSettingPanel ?? wp.editPost?.PluginDocumentSettingPanel;
		const box = document.getElementById( 'sourcemark-meta-box' );
		if ( box ) {
			const given = box.querySelector( 'textarea' ).value;
			const tree = el( MetaBox, { given, url: box.dataset.url, state: JSON.parse( box.dataset.state ) } );
			if ( wp.element.createRoot ) {
				wp.element.createRoot( box ).render( tree );
			} else {
				wp.element.render( tree, box );
			}
		} else if ( DocumentPanel ) {
			wp.apiFetch.use( refuse );
			wp.plugins.registerPlugin( 'sourcemark', { icon: 'yes-alt', render: () => el( Panel, { DocumentPanel } ) } );
		}
	} );
} )( window.wp, window.sourcemarkEditor );
